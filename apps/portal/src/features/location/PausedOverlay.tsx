import { t } from '../../i18n/i18n.ts';
import { Play } from '../../ui/icons.ts';

/** Over the live values: a click anywhere on them goes on. */
export function PausedOverlay(props: { onResume: () => void }) {
  return (
    <button
      type="button"
      class="absolute inset-0 z-10 flex animate-appear flex-col items-center gap-2 rounded-card bg-ground/80 px-6 pt-24 text-center backdrop-blur-[2px] sm:pt-28"
      onClick={() => props.onResume()}
    >
      <span class="inline-flex items-center gap-2.5 rounded-full bg-accent px-5 py-3 text-lg font-semibold text-on-accent shadow-float">
        <Play class="size-5" aria-hidden="true" />
        {t('live.resume')}
      </span>
      <span class="max-w-sm rounded-control bg-surface px-3 py-1.5 text-base text-balance text-ink">
        {t('live.why')}
      </span>
    </button>
  );
}
