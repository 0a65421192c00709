"""Pictures found by their likeness, withdrawn everywhere at once, and measured upright."""

import articles.models.photo
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_reading'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='photo',
            name='band_a',
            field=models.PositiveIntegerField(db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='photo',
            name='band_b',
            field=models.PositiveIntegerField(db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='photo',
            name='band_c',
            field=models.PositiveIntegerField(db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='photo',
            name='taken_in',
            field=models.CharField(blank=True, help_text='For the newsroom only; readers do not see it.', max_length=200, verbose_name='place taken'),
        ),
        migrations.AddField(
            model_name='photo',
            name='withdrawn_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='withdrawn'),
        ),
        migrations.AddField(
            model_name='photo',
            name='withdrawn_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by'),
        ),
        migrations.AddField(
            model_name='photo',
            name='withdrawn_reason',
            field=models.CharField(blank=True, editable=False, max_length=500, verbose_name='reason'),
        ),
        # The column stays as it is: a camera's sideways numbers are no longer written into width and height.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='photo',
                    name='file',
                    field=models.FileField(upload_to=articles.models.photo.original_path, verbose_name='picture'),
                ),
            ],
        ),
    ]
