"""Accounts out of use; actions on many rows at once, so that they can be taken back

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('active', sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        'bulk_action',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('at_ms', sa.BigInteger(), nullable=False),
        sa.Column('actor_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=12), nullable=False),
        sa.Column('target_id', sa.Integer(), nullable=True),
        sa.Column(
            'changes', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False
        ),
        sa.Column('undone_ms', sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint('id'),
    )
    with op.batch_alter_table('bulk_action', schema=None) as batch_op:
        batch_op.create_index('ix_bulk_action_actor', ['actor_id', 'id'], unique=False)


def downgrade() -> None:
    op.drop_table('bulk_action')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('active')
