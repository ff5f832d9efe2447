import type { AuditFilter } from '@sitecast/api/people/audit-log/schema';
import { buttonClass, Card, Drawing, EmptyState, formatMoment, PageHeader } from '@sitecast/ui';
import { useSearchParams } from '@solidjs/router';
import { createMemo } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/audit.ts';
import { Download } from '../../ui/icons.ts';
import { List } from '../../ui/List.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { createSettled } from '../../ui/settled.ts';
import { AuditAction, AuditActor, AuditDetails, AuditResource } from './AuditCells.tsx';
import { AuditFilters } from './AuditFilters.tsx';
import { type AuditQuery, csvAddress, emptyQuery, queryOf, toAuditFilter } from './filter.ts';

/**
 * The audit log of the installation, or of the current workspace. The filters are part of the page's URL, so that it
 * can be shared.
 */
export function AuditPage(props: { scope: AuditFilter['scope'] }) {
  const { api, workspace } = useAccount();
  const [params, setParams] = useSearchParams();
  const query = createMemo(() => queryOf(params));
  const change = (changed: Partial<AuditQuery>) => setParams(changed, { replace: true });
  const settled = createSettled(() => JSON.stringify(toAuditFilter(props.scope, query())));
  const filter = createMemo(() => JSON.parse(settled()) as AuditFilter);
  const isFiltered = () => Object.values(query()).some((value) => value !== '');
  const entries = usePages(
    () => keys.audit(filter()),
    (cursor) => api.audit.list.query({ ...filter(), cursor }),
  );
  const lead = () =>
    props.scope === 'platform'
      ? t('audit.lead')
      : t('audit.workspaceLead', { workspace: workspace?.name ?? '' });
  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('audit.title')}
        lead={lead()}
        actions={
          <a href={csvAddress(filter(), workspace?.id)} download="" class={buttonClass()}>
            <Download class="size-4" aria-hidden="true" />
            {t('audit.export')}
          </a>
        }
      />
      <Card>
        <AuditFilters
          query={query()}
          onChange={change}
          onClear={isFiltered() ? () => change(emptyQuery) : undefined}
        />
        <List
          list={entries}
          empty={<EmptyState drawing={<LogDrawing />} text={t('audit.empty')} />}
          nothingFound={isFiltered() ? t('audit.noMatch') : undefined}
          details={{ label: t('audit.details'), content: (entry) => <AuditDetails entry={entry} /> }}
          columns={[
            {
              title: t('audit.columns.at'),
              cell: ({ at }) => <Moment at={at} format={formatMoment} />,
              class: 'text-quiet max-sm:text-sm sm:whitespace-nowrap',
              skeleton: 'w-32',
            },
            {
              title: t('audit.columns.action'),
              cell: (entry) => <AuditAction entry={entry} onFilter={change} />,
              skeleton: 'w-28',
            },
            {
              title: t('audit.columns.actor'),
              cell: (entry) => <AuditActor entry={entry} onFilter={change} />,
              from: 'sm',
              skeleton: 'w-36',
            },
            {
              title: t('audit.columns.resource'),
              cell: (entry) => <AuditResource entry={entry} onFilter={change} />,
              from: 'md',
              skeleton: 'w-28',
            },
            {
              title: t('audit.columns.address'),
              cell: ({ ip }) => ip ?? '–',
              class: 'text-sm text-quiet',
              from: 'lg',
            },
          ]}
        />
      </Card>
    </div>
  );
}

function LogDrawing() {
  return (
    <Drawing>
      <path d="M38 12h58l16 16v64H38z" />
      <path d="M96 12v16h16" />
      <path d="M64 46h34M64 60h34M64 74h20" />
      <path d="m49 46 3 3 5-6M49 60l3 3 5-6M49 74l3 3 5-6" class="accent" stroke="currentColor" />
    </Drawing>
  );
}
