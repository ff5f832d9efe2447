import { t } from '../../i18n/i18n.ts';
import { Play } from '../../ui/icons.ts';

/** Covers the live values while paused; a click resumes. */
export function PausedOverlay(props: { onResume: () => void }) {
  return (
    <button
      type="button"
      class="absolute inset-0 z-10 flex animate-appear flex-col items-center rounded-card bg-ground/75 px-4 pt-12 text-center backdrop-blur-[2px] sm:pt-16"
      onClick={() => props.onResume()}
    >
      <span class="flex flex-col items-center gap-4 rounded-card border border-line bg-surface p-6 shadow-float">
        <span class="inline-flex items-center gap-2.5 rounded-control bg-accent px-5 py-2.5 text-lg font-semibold text-on-accent">
          <Play class="size-5 shrink-0" stroke-width={1.5} aria-hidden="true" />
          {t('portalLive.resume')}
        </span>
        <span class="max-w-xs text-base text-balance text-quiet">{t('portalLive.why')}</span>
      </span>
    </button>
  );
}
