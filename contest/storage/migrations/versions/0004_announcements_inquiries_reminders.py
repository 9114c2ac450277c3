"""Announcements of a contest, questions about it, and reminders to those who have not entered

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'announcement',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('contest_id', sa.Integer(), nullable=False),
        sa.Column('title', sa.String(length=200), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('written_ms', sa.BigInteger(), nullable=False),
        sa.Column('changed_ms', sa.BigInteger(), nullable=False),
        sa.Column('by_id', sa.Integer(), nullable=False),
        sa.Column('published_ms', sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(['by_id'], ['person.id']),
        sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_announcement_contest_id', 'announcement', ['contest_id'], unique=False)
    op.create_table(
        'inquiry',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('contest_id', sa.Integer(), nullable=False),
        sa.Column('asked_by_id', sa.Integer(), nullable=False),
        sa.Column('asked_ms', sa.BigInteger(), nullable=False),
        sa.Column('question', sa.Text(), nullable=False),
        sa.Column('assigned_to_id', sa.Integer(), nullable=True),
        sa.Column('answer', sa.Text(), nullable=False),
        sa.Column('answered_ms', sa.BigInteger(), nullable=True),
        sa.Column('answered_by_id', sa.Integer(), nullable=True),
        sa.Column('public_question', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['answered_by_id'], ['person.id']),
        sa.ForeignKeyConstraint(['asked_by_id'], ['person.id']),
        sa.ForeignKeyConstraint(['assigned_to_id'], ['person.id']),
        sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_inquiry_asked_by_id', 'inquiry', ['asked_by_id'], unique=False)
    op.create_index('ix_inquiry_contest_id', 'inquiry', ['contest_id'], unique=False)
    op.create_table(
        'reminder',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column(
            'unit_ids',
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'),
            nullable=False,
        ),
        sa.Column('link', sa.String(length=300), nullable=False),
        sa.Column('asked_by_id', sa.Integer(), nullable=False),
        sa.Column('asked_ms', sa.BigInteger(), nullable=False),
        sa.Column('total', sa.Integer(), nullable=False),
        sa.Column('sent', sa.Integer(), nullable=False),
        sa.Column('skipped', sa.Integer(), nullable=False),
        sa.Column('failed', sa.Integer(), nullable=False),
        sa.Column('finished_ms', sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(['asked_by_id'], ['person.id']),
        sa.ForeignKeyConstraint(['round_id'], ['round.id']),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_reminder_round_id', 'reminder', ['round_id'], unique=False)
    op.create_table(
        'reminded',
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('reminder_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['reminder_id'], ['reminder.id']),
        sa.PrimaryKeyConstraint('person_id', 'day'),
    )


def downgrade() -> None:
    op.drop_table('reminded')
    op.drop_table('reminder')
    op.drop_table('inquiry')
    op.drop_table('announcement')
