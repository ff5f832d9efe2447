import { RadioGroup } from '@kobalte/core/radio-group';
import { NamedPosition } from '@sitecast/protocol/overlay';
import { overlayLookVariables, overlayStyle } from '@sitecast/protocol/overlay-look';
import { pictureSize, placeOverlay } from '@sitecast/protocol/placement';
import { createElementSize, cx } from '@sitecast/ui';
import { createMemo, For, Show } from 'solid-js';
import { t } from '../../i18n/i18n.ts';
import { X } from '../../ui/icons.ts';
import { OverlayMedia } from './OverlayMedia.tsx';
import { drawnOverlay, type OverlayForm } from './overlay-form.ts';
import type { OverlayTarget } from './target.ts';

/** Assumed until the player reports its size. */
const FULL_HD = { width: 1920, height: 1080 };

const cells: Record<NamedPosition, string> = {
  'top-left': 'top-0 left-0',
  'top-right': 'top-0 right-0',
  center: 'top-1/2 left-1/2 z-1 -translate-1/2',
  'bottom-left': 'bottom-0 left-0',
  'bottom-right': 'bottom-0 right-0',
};

/** In reading order, which the arrow keys follow. */
const positions = Object.keys(cells) as NamedPosition[];

interface OverlayPreviewProps {
  target: OverlayTarget;
  fields: OverlayForm;
  onPosition: (position: NamedPosition) => void;
}

/** The screen to scale with the overlay as the player draws it, and a choice of five positions. */
export function OverlayPreview(props: OverlayPreviewProps) {
  const picture = createMemo(() => {
    const { info, orientation } = props.target;
    return pictureSize(info && info.width > 0 && info.height > 0 ? info : FULL_HD, orientation);
  });
  const [frame, setFrame] = createElementSize();
  const scale = () => frame().width / picture().width;
  const drawn = createMemo(() => drawnOverlay(props.fields));
  const box = createMemo(() => placeOverlay(drawn().position, drawn(), picture()));
  const px = (length: number) => `${length * scale()}px`;
  const look = () =>
    overlayLookVariables((percent) => px((percent / 100) * Math.min(picture().width, picture().height)));
  const style = () => overlayStyle(drawn(), px);
  const title = () => props.fields.title.trim();

  return (
    <RadioGroup
      class="flex flex-col gap-3"
      value={props.fields.position}
      onChange={(position) => props.onPosition(NamedPosition.parse(position))}
    >
      <div class="flex items-baseline justify-between gap-3">
        <RadioGroup.Label class="text-sm font-medium">{t('overlay.position')}</RadioGroup.Label>
        <span class="text-sm text-quiet">{t(`overlay.positions.${props.fields.position}`)}</span>
      </div>
      <div class="flex justify-center">
        <div
          ref={setFrame}
          class={cx(
            'relative w-full overflow-hidden rounded-[6px] bg-[oklch(0.19_0.014_255)] shadow-float ring-4 ring-[oklch(0.12_0.01_255)]',
            picture().height > picture().width && 'max-w-72',
          )}
          style={{ 'aspect-ratio': `${picture().width} / ${picture().height}` }}
        >
          <Stage name={props.target.name} />
          <For each={positions}>
            {(position) => (
              <RadioGroup.Item value={position} class={cx('absolute h-[38%] w-[36%] p-1', cells[position])}>
                <RadioGroup.ItemInput class="peer" />
                <RadioGroup.ItemControl class="group flex size-full items-center justify-center rounded-[5px] border border-dashed border-transparent transition-colors peer-focus-visible:outline-2 peer-focus-visible:-outline-offset-2 peer-focus-visible:outline-white hover:border-white/35 hover:bg-white/5 data-[checked]:border-transparent">
                  <span class="size-1.5 rounded-full bg-white/30 transition-colors group-hover:bg-white/80" />
                </RadioGroup.ItemControl>
                <RadioGroup.ItemLabel class="sr-only">
                  {t(`overlay.positions.${position}`)}
                </RadioGroup.ItemLabel>
              </RadioGroup.Item>
            )}
          </For>
          <div
            class={cx(
              'pointer-events-none absolute z-2 flex flex-col overflow-hidden',
              title() && 'bg-(--pip-title-background)',
            )}
            style={{
              ...look(),
              ...style().box,
              left: px(box().left),
              top: px(box().top),
              width: px(box().width),
              height: px(box().height),
            }}
          >
            <Show when={title()}>
              <div
                class={cx(
                  'flex max-h-(--pip-title-max-height) min-h-(--pip-title-height) shrink-0 items-center px-(--pip-title-inset) text-(color:--pip-title-color) py-(--pip-title-padding) text-(length:--pip-title-font-size) leading-(--pip-title-line-height) font-semibold',
                  props.fields.closeButton && 'pr-(--pip-title-inset-beside-close)',
                )}
                style={style().title}
              >
                <span class="truncate">{title()}</span>
              </div>
            </Show>
            <OverlayMedia type={props.fields.type} uri={props.fields.uri.trim()} scale={scale()} />
            <Show when={props.fields.closeButton}>
              <span class="absolute top-(--pip-close-inset) right-(--pip-close-inset) size-(--pip-close-size) rounded-full bg-(--pip-close-background) p-(--pip-close-padding) text-(--pip-close-color)">
                <X class="size-full" aria-hidden="true" />
              </span>
            </Show>
          </div>
        </div>
      </div>
      <p class="text-xs text-quiet">{t('overlay.positionHint')}</p>
    </RadioGroup>
  );
}

/** Stands in for the playlist. */
function Stage(props: { name: string }) {
  return (
    <div class="absolute inset-0 flex items-end justify-center pb-[5%]" aria-hidden="true">
      <div class="absolute inset-0 bg-[radial-gradient(120%_90%_at_20%_0%,oklch(0.36_0.05_215/0.55),transparent_60%),radial-gradient(90%_80%_at_100%_100%,oklch(0.34_0.05_270/0.4),transparent_60%)]" />
      <span class="relative max-w-[60%] truncate text-xs text-white/45">{props.name}</span>
    </div>
  );
}
