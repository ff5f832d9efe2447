import type { Device } from '@sitecast/api/screens/devices/schema';
import { Button, Card, CardHeader, formatRelative, Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { Show } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/screen.ts';
import { Camera } from '../../ui/icons.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { notifySent } from '../commands/notify-sent.ts';

/** The screen's latest screenshot, and a button that requests a new one. */
export function Screenshot(props: { device: Device }) {
  const { api, mayChange } = useWorkspace();
  const screenshot = useQuery(() => ({
    queryKey: keys.screenshot(props.device.id, props.device.screenshotAt ?? ''),
    queryFn: () => api.devices.screenshot.query({ deviceId: props.device.id }),
    enabled: props.device.screenshotAt !== null,
    // A new screenshot has a new key.
    staleTime: Number.POSITIVE_INFINITY,
  }));
  const take = useChange({
    call: () => api.devices.command.mutate({ deviceId: props.device.id, type: 'screenshot' }),
    done: (result) => notifySent('screenshot', result, props.device.name),
  });
  return (
    <Card class="overflow-hidden">
      <CardHeader title={t('screen.screenshot')}>
        <Show when={mayChange}>
          <Button
            size="sm"
            variant="ghost"
            busy={take.busy()}
            disabled={!props.device.online}
            onClick={() => void take.run()}
          >
            <Camera class="size-4" aria-hidden="true" />
            {t('commands.types.screenshot')}
          </Button>
        </Show>
      </CardHeader>
      <Show
        when={props.device.screenshotAt !== null}
        fallback={<p class="px-5 py-6 text-quiet">{t('screen.screenshotEmpty')}</p>}
      >
        <Loaded query={screenshot} skeleton={<Skeleton class="m-5 aspect-video" />}>
          {(taken) => (
            <figure class="flex flex-col">
              <img
                class="max-h-96 w-full bg-[oklch(0.12_0.01_255)] object-contain"
                src={`data:${taken().mimeType};base64,${taken().image}`}
                alt={t('screen.screenshotOf', { name: props.device.name })}
              />
              <figcaption class="border-t border-line px-5 py-2.5 text-sm text-quiet">
                <Moment at={taken().takenAt} format={formatRelative} />
              </figcaption>
            </figure>
          )}
        </Loaded>
      </Show>
    </Card>
  );
}
