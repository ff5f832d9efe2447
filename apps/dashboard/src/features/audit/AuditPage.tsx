import type { AuditFilter } from '@sitecast/api/people/audit-log/schema';
import { buttonClass, Card, Drawing, EmptyState, PageHeader, Skeleton } from '@sitecast/ui';
import { useSearchParams } from '@solidjs/router';
import { createMemo, Show } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { usePages } from '../../api/pages.ts';
import { useAccount } from '../../api/workspace.tsx';
import { t } from '../../i18n/audit.ts';
import { Download } from '../../ui/icons.ts';
import { PagedTable } from '../../ui/PagedTable.tsx';
import { createSettled } from '../../ui/settled.ts';
import { Td, Th, Tr } from '../../ui/Table.tsx';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditRow } from './AuditRow.tsx';
import { type AuditQuery, csvAddress, emptyQuery, toAuditFilter } from './filter.ts';

/**
 * What everybody has changed: on the whole installation for its admins, in the workspace for those of the workspace. The
 * filters stand in the address, to be passed on.
 */
export function AuditPage(props: { scope: AuditFilter['scope'] }) {
  const { api, workspace } = useAccount();
  const [params, setParams] = useSearchParams();
  const query = createMemo((): AuditQuery => {
    const text = (name: keyof AuditQuery) => (typeof params[name] === 'string' ? params[name] : '');
    return {
      actor: text('actor'),
      action: text('action'),
      resource: text('resource'),
      from: text('from'),
      to: text('to'),
    };
  });
  const change = (changed: Partial<AuditQuery>) => setParams(changed, { replace: true });
  const settled = createSettled(() => JSON.stringify(toAuditFilter(props.scope, query())));
  const filter = createMemo(() => JSON.parse(settled()) as AuditFilter);
  const filtered = () => Object.values(query()).some((value) => value !== '');
  const events = usePages(
    () => keys.audit(filter()),
    (cursor) => api.audit.list.query({ ...filter(), cursor }),
  );

  return (
    <div class="flex flex-col gap-6">
      <PageHeader
        title={t('audit.title')}
        lead={
          props.scope === 'platform'
            ? t('audit.lead')
            : t('audit.workspaceLead', { workspace: workspace?.name ?? '' })
        }
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
          onClear={filtered() ? () => change(emptyQuery) : undefined}
        />
        <PagedTable
          list={events}
          skeleton={<SkeletonRow />}
          empty={
            <Show
              when={filtered()}
              fallback={<EmptyState drawing={<LogDrawing />} text={t('audit.empty')} />}
            >
              <p role="status" class="px-6 py-16 text-center text-quiet">
                {t('audit.noMatch')}
              </p>
            </Show>
          }
          head={
            <>
              <Th>{t('audit.columns.at')}</Th>
              <Th>{t('audit.columns.action')}</Th>
              <Th class="max-sm:hidden">{t('audit.columns.actor')}</Th>
              <Th class="max-md:hidden">{t('audit.columns.resource')}</Th>
              <Th class="max-lg:hidden">{t('audit.columns.address')}</Th>
              <Th>
                <span class="sr-only">{t('audit.details')}</span>
              </Th>
            </>
          }
        >
          {(event) => <AuditRow event={event} onFilter={change} />}
        </PagedTable>
      </Card>
    </div>
  );
}

function SkeletonRow() {
  return (
    <Tr>
      <Td>
        <Skeleton class="h-4 w-32" />
      </Td>
      <Td>
        <Skeleton class="h-4 w-28" />
      </Td>
      <Td class="max-sm:hidden">
        <Skeleton class="h-4 w-36" />
      </Td>
      <Td class="max-md:hidden">
        <Skeleton class="h-4 w-28" />
      </Td>
      <Td class="max-lg:hidden">
        <Skeleton class="h-4 w-20" />
      </Td>
      <Td>{null}</Td>
    </Tr>
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
