import { toClientProblem } from '@sitecast/client';
import { Button } from '@sitecast/ui';
import { t } from '../i18n/i18n.ts';
import { TriangleAlert } from './icons.ts';
import { Notice } from './Notice.tsx';

/** The message for an error. */
export function problemText(error: unknown): string {
  const { code, retryAfter } = toClientProblem(error);
  if (code === 'TOO_MANY_REQUESTS' && retryAfter !== undefined)
    return t('portalProblems.waitMinutes', { minutes: Math.ceil(retryAfter / 60) });
  return code === 'UNREACHABLE' || code === 'TOO_MANY_REQUESTS'
    ? t(`portalProblems.${code}`)
    : t('portalProblems.INTERNAL');
}

/** A page that could not be loaded. */
export function Problem(props: { error: unknown; onRetry: () => void }) {
  return (
    <Notice icon={TriangleAlert} title={t('portalProblems.title')} lead={problemText(props.error)}>
      <Button variant="primary" class="self-start" onClick={() => props.onRetry()}>
        {t('portalCommon.retry')}
      </Button>
    </Notice>
  );
}
