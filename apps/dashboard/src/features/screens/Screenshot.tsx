import type { Device } from '@sitecast/api/screens/devices/schema';
import { Button, Card, CardHeader, formatExactTime, formatRelative, Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { Match, Show, Switch } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/screen.ts';
import { Camera } from '../../ui/icons.ts';
import { LoadFailure } from '../../ui/Table.tsx';
import { tellSent } from '../commands/tell.ts';

/** The last picture of what the screen shows, and how to ask for a new one. */
export function Screenshot(props: { device: Device }) {
  const { api, mayChange } = useWorkspace();
  const picture = useQuery(() => ({
    queryKey: keys.screenshot(props.device.id, props.device.screenshotAt ?? ''),
    queryFn: () => api.devices.screenshot.query({ deviceId: props.device.id }),
    enabled: props.device.screenshotAt !== null,
    // Another picture has another time.
    staleTime: Number.POSITIVE_INFINITY,
  }));
  const shown = () => (picture.isPending || picture.isLoadingError ? undefined : picture.data);
  const take = createAction(async () => {
    const result = await api.devices.command.mutate({ deviceId: props.device.id, type: 'screenshot' });
    tellSent('screenshot', result, props.device.name);
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
      <Switch fallback={<p class="px-5 py-6 text-quiet">{t('screen.screenshotEmpty')}</p>}>
        <Match when={props.device.screenshotAt !== null && picture.isError}>
          <LoadFailure error={picture.error} onRetry={() => void picture.refetch()} />
        </Match>
        <Match when={shown()}>
          {(taken) => (
            <figure class="flex flex-col">
              <img
                class="max-h-96 w-full bg-[oklch(0.12_0.01_255)] object-contain"
                src={`data:${taken().mimeType};base64,${taken().image}`}
                alt={t('screen.screenshotOf', { name: props.device.name })}
              />
              <figcaption class="border-t border-line px-5 py-2.5 text-sm text-quiet">
                <time datetime={taken().takenAt} title={formatExactTime(taken().takenAt)}>
                  {formatRelative(taken().takenAt)}
                </time>
              </figcaption>
            </figure>
          )}
        </Match>
        <Match when={props.device.screenshotAt !== null}>
          <Skeleton class="m-5 aspect-video" />
        </Match>
      </Switch>
    </Card>
  );
}
