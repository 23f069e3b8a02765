"""Stories with frozen versions and claims, the log of corrections, badges."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("measures", "0004_what_a_figure_rests_on"),
        ("organisations", "0006_mandates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Badge",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("is_on", models.BooleanField(default=True, verbose_name="is shown")),
                ("at", models.DateTimeField(verbose_name="switched at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="switched by",
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="badge",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "badge",
                "verbose_name_plural": "badges",
                "ordering": ("organisation",),
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("quoted", models.CharField(blank=True, max_length=150, verbose_name="who is quoted")),
                (
                    "quote_consent",
                    models.BooleanField(default=False, verbose_name="the person agrees to be quoted"),
                ),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="number of changes")),
                ("checked_revision", models.PositiveIntegerField(default=0, verbose_name="checked change")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="begun by",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stories",
                        to="measures.measure",
                        verbose_name="measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "story",
                "verbose_name_plural": "stories",
                "ordering": ("-created_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="StoryVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("released", "Released by the member"),
                            ("returned", "Given back by the pact office"),
                            ("published", "Published"),
                            ("replaced", "Replaced by a newer version"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="released",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("document", models.TextField(verbose_name="frozen text")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the text")),
                (
                    "reason",
                    models.CharField(blank=True, max_length=1000, verbose_name="what changed and why"),
                ),
                ("released_at", models.DateTimeField(verbose_name="released by the member at")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published at")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("end_reason", models.CharField(blank=True, max_length=1000, verbose_name="why it ended")),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ended by",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="released by",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="publicity.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a story",
                "verbose_name_plural": "versions of stories",
                "ordering": ("story", "number"),
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "figure_mg",
                    models.BigIntegerField(blank=True, null=True, verbose_name="milligrams a year"),
                ),
                ("scopes", models.JSONField(blank=True, default=list, verbose_name="scopes")),
                (
                    "base_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="base year"),
                ),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                ("period", models.CharField(default="annual", max_length=10, verbose_name="period")),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planned", "planned"),
                            ("implemented", "implemented"),
                            ("evidenced", "evidenced"),
                            ("verified", "verified"),
                        ],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("evidence", models.JSONField(blank=True, default=list, verbose_name="evidence")),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measures.statement",
                        verbose_name="statement in the ledger",
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claim",
                        to="publicity.storyversion",
                        verbose_name="version",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "ordering": ("version",),
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("corrected", "Corrected"), ("withdrawn", "Withdrawn")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("why", models.CharField(max_length=1000, verbose_name="what was corrected and why")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="publicity.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ("-at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["corrected", "withdrawn"]), models.Q(("why", ""), _negated=True)
                        ),
                        name="correction_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("de", "German"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                (
                    "sentence",
                    models.CharField(blank=True, max_length=500, verbose_name="sentence with the figure"),
                ),
                ("before", models.TextField(blank=True, max_length=4000, verbose_name="how it was before")),
                ("done", models.TextField(blank=True, max_length=4000, verbose_name="what was done")),
                ("learned", models.TextField(blank=True, max_length=4000, verbose_name="what was learned")),
                ("quote", models.CharField(blank=True, max_length=600, verbose_name="quotation")),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="publicity.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a story",
                "verbose_name_plural": "texts of stories",
                "ordering": ("story", "language"),
                "constraints": [
                    models.UniqueConstraint(fields=("story", "language"), name="story_text_once_a_language"),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["de", "en"])), name="story_language_is_known"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="storyversion",
            constraint=models.UniqueConstraint(fields=("story", "number"), name="story_version_number_once"),
        ),
        migrations.AddConstraint(
            model_name="storyversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")), fields=("story",), name="story_is_published_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="storyversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "released")), fields=("story",), name="story_waits_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="storyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["released", "returned", "published", "replaced", "withdrawn"])
                ),
                name="story_version_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="storyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("released", "returned")),
                    models.Q(("published_at__isnull", False), ("valid_until__isnull", False)),
                    _connector="OR",
                ),
                name="published_story_has_a_last_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="storyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("withdrawn", "returned")), _negated=True),
                    models.Q(("end_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="ended_story_says_why",
            ),
        ),
    ]
