"""Imports that can be taken back, pictures in questions

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'picture',
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('media_type', sa.String(length=40), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.Column('at_ms', sa.BigInteger(), nullable=False),
        sa.Column('kept', sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint('sha256'),
    )
    json_value = sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), 'postgresql')
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reading', sa.LargeBinary(), nullable=True))
        # Uploads that are there already were read at once and wait for nothing.
        batch_op.add_column(sa.Column('progress', sa.Integer(), nullable=False, server_default='100'))
        batch_op.add_column(sa.Column('error', json_value, nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('work', json_value, nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('undone_ms', sa.BigInteger(), nullable=True))
    with op.batch_alter_table('item_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('upload_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_item_version_upload_id'), ['upload_id'], unique=False)
        batch_op.create_foreign_key('fk_item_version_upload', 'upload', ['upload_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('item_version', schema=None) as batch_op:
        batch_op.drop_constraint('fk_item_version_upload', type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_item_version_upload_id'))
        batch_op.drop_column('upload_id')
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.drop_column('undone_ms')
        batch_op.drop_column('work')
        batch_op.drop_column('error')
        batch_op.drop_column('progress')
        batch_op.drop_column('reading')
    op.drop_table('picture')
