"""Planned stories, placements on pages, corrections asked for and the days that the law gives for them."""

import datetime

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


# What a paper begins with. None of it is checked: the texts of the Press Law in force and of its decrees decide.
OLD = "Luật Báo chí 2016 (103/2016/QH13), Điều 42; 5 ngày đối với nhật báo theo Nghị định 51/2002/NĐ-CP: cần kiểm tra"
NEW = "Luật Báo chí có hiệu lực từ 01/07/2026 và nghị định hướng dẫn: tạm lấy thời hạn cũ, cần kiểm tra"
OWN = "Quy ước của tòa soạn, luật không nêu: cần kiểm tra"
BY_LAW = ("person", "authority", "court")
SINCE, RENEWED = datetime.date(2017, 1, 1), datetime.date(2026, 7, 1)


def seed(apps, schema_editor):
    deadlines = apps.get_model("articles", "CorrectionDeadline").objects.using(schema_editor.connection.alias)
    rows = [(kind, day, 5, source) for kind in BY_LAW for day, source in ((SINCE, OLD), (RENEWED, NEW))]
    for kind, valid_from, days, source in [*rows, ("own", SINCE, 1, OWN)]:
        deadlines.get_or_create(kind=kind, valid_from=valid_from, defaults={"days": days, "source": source})


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0004_pictures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectionDeadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'a person or organisation concerned'), ('authority', 'conclusion of a competent authority'), ('court', 'judgment or decision of a court'), ('own', 'found by the newsroom itself')], max_length=9, verbose_name='who asks')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('days', models.PositiveSmallIntegerField(help_text='Calendar days after the day it was received.', validators=[django.core.validators.MaxValueValidator(365)], verbose_name='days')),
                ('source', models.CharField(blank=True, help_text='Law, article and clause.', max_length=300, verbose_name='source')),
                ('is_checked', models.BooleanField(default=False, help_text='Somebody of this newspaper compared it with the law in force.', verbose_name='checked by the newspaper')),
            ],
            options={
                'verbose_name': 'correction deadline',
                'verbose_name_plural': 'correction deadlines',
                'ordering': ['kind', '-valid_from'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('kind', 'valid_from'), name='deadline_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='PlannedStory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('idea', models.CharField(help_text='A working headline: what the story is about.', max_length=200, verbose_name='idea')),
                ('day', models.DateField(db_index=True, verbose_name='day')),
                ('note', models.TextField(blank=True, help_text='Whom to ask, what to photograph, what it must not miss.', max_length=1000, verbose_name='note')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('article', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='planned_story', to='articles.article')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, limit_choices_to={'is_active': True, 'is_staff': True}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='planned_stories', to=settings.AUTH_USER_MODEL, verbose_name='who writes it')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'planned story',
                'verbose_name_plural': 'editorial calendar',
                'ordering': ['day', 'id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CorrectionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'a person or organisation concerned'), ('authority', 'conclusion of a competent authority'), ('court', 'judgment or decision of a court'), ('own', 'found by the newsroom itself')], default='person', max_length=9, verbose_name='who asks')),
                ('asked_by', models.CharField(max_length=300, verbose_name='name, office, address')),
                ('received_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='received on')),
                ('claim', models.TextField(max_length=4000, verbose_name='what is said to be wrong')),
                ('document', models.CharField(blank=True, help_text='Number and date of the letter, conclusion or judgment.', max_length=300, verbose_name='document')),
                ('answer', models.CharField(blank=True, choices=[('corrected', 'corrected'), ('refused', 'refused with reason')], editable=False, max_length=9, verbose_name='answer')),
                ('refusal', models.TextField(blank=True, editable=False, max_length=2000, verbose_name='why it is refused')),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('answered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('article', models.ForeignKey(limit_choices_to={'status__in': ('published', 'scheduled', 'withdrawn')}, on_delete=django.db.models.deletion.PROTECT, related_name='correction_requests', to='articles.article', verbose_name='article')),
                ('correction', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='articles.correction')),
                ('recorded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'correction asked',
                'verbose_name_plural': 'corrections asked',
                'ordering': ['-received_on', '-id'],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('answer', '')), fields=['received_on'], name='correction_asked_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('correction', None), ('refusal', '')), models.Q(('answer', 'corrected'), ('correction__isnull', False), ('refusal', '')), models.Q(('answer', 'refused'), ('correction', None), models.Q(('refusal', ''), _negated=True)), _connector='OR'), name='correction_asked_is_answered_whole')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place')),
                ('begins', models.DateTimeField(db_index=True, verbose_name='from')),
                ('ends', models.DateTimeField(db_index=True, verbose_name='until')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='articles.article', verbose_name='article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('section', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='articles.section', verbose_name='page')),
            ],
            options={
                'verbose_name': 'placement',
                'verbose_name_plural': 'front page and section pages',
                'ordering': ['position', 'id'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['section', 'ends'], name='placement_of_page')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gt', models.F('begins'))), name='placement_ends_after_it_begins')],
            },
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
