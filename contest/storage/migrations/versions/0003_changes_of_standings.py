"""Standings say when they changed instead of carrying the board's order; the progress of a ranking

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ranking_percent', sa.Integer(), nullable=True))
    with op.batch_alter_table('standing', schema=None) as batch_op:
        batch_op.drop_index('ix_standing_order')
        batch_op.drop_column('live_key')
        batch_op.add_column(sa.Column('change', sa.BigInteger(), nullable=False, server_default='0'))
        batch_op.create_index('ix_standing_change', ['change'], unique=False)


def downgrade() -> None:
    live_key = sa.String().with_variant(sa.String(collation='C'), 'postgresql')
    with op.batch_alter_table('standing', schema=None) as batch_op:
        batch_op.drop_index('ix_standing_change')
        batch_op.drop_column('change')
        batch_op.add_column(sa.Column('live_key', live_key, nullable=False, server_default=''))
        batch_op.create_index('ix_standing_order', ['round_id', 'division', 'live_key', 'person_id'], unique=False)
    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.drop_column('ranking_percent')
