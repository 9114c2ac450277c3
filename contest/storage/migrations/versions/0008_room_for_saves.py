"""Room beside each attempt for its next versions, and its paper as text (PostgreSQL alone: rewrites the table)

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('ALTER TABLE attempt SET (fillfactor = 40)')
        op.alter_column('attempt', 'paper', type_=sa.JSON(), postgresql_using='paper::json')


def downgrade() -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('ALTER TABLE attempt RESET (fillfactor)')
        op.alter_column(
            'attempt', 'paper', type_=postgresql.JSONB(astext_type=sa.Text()), postgresql_using='paper::jsonb'
        )
