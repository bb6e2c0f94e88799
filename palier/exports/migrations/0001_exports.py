
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('pptx', 'pptx'), ('zip', 'zip'), ('pdf', 'pdf'), ('xlsx', 'xlsx'), ('docx', 'docx'), ('csv', 'csv'), ('md', 'md'), ('json', 'json'), ('archive', 'archive')], max_length=10)),
                ('cycle_key', models.CharField(blank=True, max_length=12)),
                ('unit_key', models.CharField(blank=True, max_length=50)),
                ('language', models.CharField(choices=[('fr', 'French'), ('en', 'English')], max_length=5)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('making', 'Making'), ('ready', 'Ready'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('fault', models.CharField(blank=True, max_length=20)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('name', models.CharField(blank=True, max_length=255)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('slides', models.JSONField(blank=True, default=list)),
                ('names_addresses', models.BooleanField(default=False)),
                ('token', models.CharField(max_length=32)),
                ('is_seen', models.BooleanField(default=False)),
                ('asked_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to='organisation.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to='organisation.person')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['changed_at'], name='export_by_change')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'making'])), fields=('person', 'kind', 'cycle_key', 'unit_key', 'language'), name='export_under_way_once')],
            },
        ),
    ]
