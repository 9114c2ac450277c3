"""Answers on paper: papers printed for a round, sheets keyed from them

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql')
_WAITING = sa.text('attempt_id IS NULL')


def upgrade() -> None:
    op.create_table(
        'round_paper',
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column('code', sa.String(length=10), nullable=False),
        sa.Column('division', sa.String(length=30), nullable=False),
        sa.Column('paper', _JSON, nullable=False),
        sa.Column('made_ms', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['round_id'], ['round.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('round_id', 'code'),
    )
    op.create_table(
        'paper_sheet',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('first', _JSON, nullable=False),
        sa.Column('first_by_id', sa.Integer(), nullable=False),
        sa.Column('first_ms', sa.BigInteger(), nullable=False),
        sa.Column('second', _JSON, nullable=False),
        sa.Column('second_by_id', sa.Integer(), nullable=True),
        sa.Column('second_ms', sa.BigInteger(), nullable=True),
        sa.Column('agreed', _JSON, nullable=False),
        sa.Column('agreed_by_id', sa.Integer(), nullable=True),
        sa.Column('agreed_ms', sa.BigInteger(), nullable=True),
        sa.Column('attempt_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['agreed_by_id'], ['person.id']),
        sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id']),
        sa.ForeignKeyConstraint(['first_by_id'], ['person.id']),
        sa.ForeignKeyConstraint(['person_id'], ['person.id']),
        sa.ForeignKeyConstraint(['round_id'], ['round.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['second_by_id'], ['person.id']),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('attempt_id'),
    )
    with op.batch_alter_table('paper_sheet', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_sheet_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_sheet_round_id'), ['round_id'], unique=False)
        batch_op.create_index(
            'uq_paper_sheet_waiting',
            ['round_id', 'person_id'],
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        )


def downgrade() -> None:
    op.drop_table('paper_sheet')
    op.drop_table('round_paper')
