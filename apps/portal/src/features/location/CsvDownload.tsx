import { buttonClass, Card, CardHeader } from '@sitecast/ui';
import { createSignal } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Download } from '../../ui/icons.ts';
import { type CsvSpan, type CsvStep, csvUrl, spans, stepsFor } from './csv-url.ts';

/** Download of measured levels as CSV. */
export function CsvDownload(props: { locationId: string; timezone: string }) {
  const [span, setSpan] = createSignal<CsvSpan>('week');
  const [step, setStep] = createSignal<CsvStep>('15m');
  const choose = (next: CsvSpan) => {
    setSpan(next);
    if (!stepsFor(next).includes(step())) setStep('15m');
  };
  return (
    <Card>
      <CardHeader title={t('portalLocation.download')} />
      <div class="flex flex-col gap-4 p-5">
        <p class="text-base text-quiet">{t('portalLocation.downloadLead')}</p>
        <Choice
          label={t('portalLocation.downloadSpan')}
          value={span()}
          onChange={choose}
          options={(Object.keys(spans) as CsvSpan[]).map((value) => ({
            value,
            label: t(`portalLocation.spans.${value}`),
          }))}
        />
        <Choice
          label={t('portalLocation.downloadStep')}
          value={step()}
          onChange={setStep}
          options={stepsFor(span()).map((value) => ({ value, label: t(`portalLocation.steps.${value}`) }))}
        />
        <a
          class={`${buttonClass('secondary')} h-10`}
          href={csvUrl(props.locationId, span(), step(), new Date())}
          download=""
          rel="external"
          // The period ends at the time of the download, not when the page was opened.
          onClick={({ currentTarget }) => {
            currentTarget.href = csvUrl(props.locationId, span(), step(), new Date());
          }}
        >
          <Download class="size-4" stroke-width={1.5} aria-hidden="true" />
          {t('portalLocation.downloadNow')}
        </a>
      </div>
    </Card>
  );
}
