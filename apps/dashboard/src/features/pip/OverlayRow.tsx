import type { Overlay } from '@sitecast/api/screens/overlays/schema';
import type { DeliveryStatus as DeliveryStatusName } from '@sitecast/protocol/workspace-events';
import { formatExactTime, formatRelative, Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/i18n.ts';
import { AppWindow, Film, Image } from '../../ui/icons.ts';
import { DeliveryStatus } from './DeliveryStatus.tsx';
import type { OverlayTarget } from './target.ts';

const icons = { image: Image, web: AppWindow, video: Film };

/** What to call an overlay: its title, or else what it shows. */
export function overlayName({ payload }: Overlay): string {
  return payload.title ?? payload.uri.replace(/^https?:\/\//, '');
}

/** It is there, or was. */
const SEEN: DeliveryStatusName[] = ['shown', 'cleared', 'expired'];

interface OverlayRowProps {
  overlay: Overlay;
  /** The screen or group whose page this is. */
  target: OverlayTarget;
  children?: JSX.Element;
}

/** One overlay with what became of it on this screen, or on how many of the group's it shows. */
export function OverlayRow(props: OverlayRowProps) {
  const { api } = useWorkspace();
  const details = useQuery(() => ({
    queryKey: keys.overlay(props.overlay.pipId),
    queryFn: () => api.pip.get.query({ pipId: props.overlay.pipId }),
    reconcile: 'deviceId',
  }));
  const delivery = () =>
    details.isPending || details.isLoadingError
      ? undefined
      : details.data?.deliveries.find(({ deviceId }) => deviceId === props.target.id);
  const shownOn = () => {
    const deliveries = details.isPending || details.isLoadingError ? undefined : details.data?.deliveries;
    return (
      deliveries &&
      t('overlay.shownOn', {
        shown: deliveries.filter(({ status }) => SEEN.includes(status)).length,
        total: deliveries.length,
      })
    );
  };
  const where = () => {
    const { position } = props.overlay.payload;
    return typeof position === 'string'
      ? t(`overlay.positions.${position}`)
      : t('overlay.at', { x: `${position.x} %`, y: `${position.y} %` });
  };

  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
      <span class="flex size-8 shrink-0 items-center justify-center rounded-control bg-sunken text-quiet">
        <Dynamic component={icons[props.overlay.payload.type]} class="size-4" aria-hidden="true" />
        <span class="sr-only">{t(`overlay.types.${props.overlay.payload.type}`)}</span>
      </span>
      <div class="flex min-w-0 flex-1 basis-44 flex-col">
        <span class="truncate font-medium" title={props.overlay.payload.uri}>
          {overlayName(props.overlay)}
        </span>
        <span class="truncate text-xs text-quiet">
          <time datetime={props.overlay.createdAt} title={formatExactTime(props.overlay.createdAt)}>
            {formatRelative(props.overlay.createdAt)}
          </time>
          {' · '}
          {where()}
          {' · '}
          {t('overlay.by', { who: props.overlay.createdBy })}
        </span>
      </div>
      <div class="w-28 shrink-0" aria-live="polite">
        <Show
          when={props.target.isGroup ? shownOn() : delivery()}
          fallback={<Skeleton class="h-4 w-16" />}
          keyed
        >
          {(known) =>
            typeof known === 'string' ? (
              <span class="text-sm text-quiet">{known}</span>
            ) : (
              <DeliveryStatus delivery={known} />
            )
          }
        </Show>
      </div>
      {props.children}
    </li>
  );
}
