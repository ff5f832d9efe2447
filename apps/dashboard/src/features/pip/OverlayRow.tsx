import type { Overlay } from '@sitecast/api/screens/overlays/schema';
import type { DeliveryStatus as DeliveryStatusName } from '@sitecast/protocol/workspace-events';
import { formatRelative, Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { answerOf } from '../../api/answer.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { AppWindow, Film, Image } from '../../ui/icons.ts';
import { Moment } from '../../ui/Moment.tsx';
import { DeliveryStatus } from './DeliveryStatus.tsx';
import type { OverlayTarget } from './target.ts';

export const overlayIcons = { image: Image, web: AppWindow, video: Film };

/** An overlay's title, or the URL it shows. */
export function overlayName({ payload }: Overlay): string {
  return payload.title ?? payload.uri.replace(/^https?:\/\//, '');
}

/** Deliveries that count as shown, now or in the past. */
const seen: DeliveryStatusName[] = ['shown', 'cleared', 'expired'];

interface OverlayRowProps {
  overlay: Overlay;
  /** Where it was sent. */
  target: Pick<OverlayTarget, 'id' | 'isGroup'>;
  children?: JSX.Element;
}

/** One overlay with its delivery status on a screen, or the number of a group's screens that showed it. */
export function OverlayRow(props: OverlayRowProps) {
  const { api } = useWorkspace();
  const details = useQuery(() => ({
    queryKey: keys.overlay(props.overlay.pipId),
    queryFn: () => api.pip.get.query({ pipId: props.overlay.pipId }),
    reconcile: 'deviceId',
  }));
  const deliveries = () => answerOf(details)?.deliveries;
  const delivery = () => deliveries()?.find(({ deviceId }) => deviceId === props.target.id);
  const shownOn = (all: { status: DeliveryStatusName }[]) =>
    t('overlay.shownOn', {
      shown: all.filter(({ status }) => seen.includes(status)).length,
      total: all.length,
    });
  const where = () => {
    const { position } = props.overlay.payload;
    return typeof position === 'string'
      ? t(`overlay.positions.${position}`)
      : t('overlay.at', { x: `${position.x} %`, y: `${position.y} %` });
  };

  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
      <span class="flex size-8 shrink-0 items-center justify-center rounded-control bg-sunken text-quiet">
        <Dynamic component={overlayIcons[props.overlay.payload.type]} class="size-4" aria-hidden="true" />
        <span class="sr-only">{t(`overlay.types.${props.overlay.payload.type}`)}</span>
      </span>
      <div class="flex min-w-0 flex-1 basis-44 flex-col">
        <span class="truncate font-medium" title={props.overlay.payload.uri}>
          {overlayName(props.overlay)}
        </span>
        <span class="truncate text-xs text-quiet">
          <Moment at={props.overlay.createdAt} format={formatRelative} />
          {` · ${where()} · ${t('overlay.by', { who: props.overlay.createdBy })}`}
        </span>
      </div>
      <div class="w-28 shrink-0" aria-live="polite">
        <Show
          when={props.target.isGroup && deliveries()}
          fallback={
            <Show when={!props.target.isGroup && delivery()} fallback={<Skeleton class="h-4 w-16" />}>
              {(known) => <DeliveryStatus delivery={known()} />}
            </Show>
          }
        >
          {(all) => <span class="text-sm text-quiet">{shownOn(all())}</span>}
        </Show>
      </div>
      {props.children}
    </li>
  );
}
