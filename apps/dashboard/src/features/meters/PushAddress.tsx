import { Card } from '@sitecast/ui';
import { t } from '../../i18n/meters.ts';

/** The URL that a push meter sends to, shown until its first frame. */
export function PushAddress(props: { unitId: string }) {
  return (
    <Card class="flex flex-col gap-2 px-5 py-4">
      <p>
        {t('meter.waiting')} {t('meter.push')}
      </p>
      <code class="rounded-control bg-sunken px-3 py-2 font-mono text-sm wrap-anywhere select-all">
        POST {location.origin}/api/units/{props.unitId}/frames
      </code>
    </Card>
  );
}
