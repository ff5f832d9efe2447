import { Card, CardHeader, Skeleton } from '@sitecast/ui';
import { useQuery } from '@tanstack/solid-query';
import { createSignal, Match, Show, Switch } from 'solid-js';
import { answerOf } from '../../api/answer.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/overlays.ts';
import { Select } from '../../ui/Select.tsx';
import { SendOverlay } from './SendOverlay.tsx';
import { groupTarget } from './target.ts';

interface Target {
  id: string;
  label: string;
  name: string;
  isGroup: boolean;
}

/** Sends an overlay to a screen or group chosen from a list. */
export function SendToAny(props: { targets: Target[] | undefined }) {
  const { api } = useWorkspace();
  const [chosenId, setChosenId] = createSignal('');
  const chosen = () => props.targets?.find(({ id }) => id === chosenId());
  const device = useQuery(() => ({
    queryKey: keys.screen(chosenId()),
    queryFn: () => api.devices.get.query({ deviceId: chosenId() }),
    enabled: chosen()?.isGroup === false,
    reconcile: 'id',
  }));
  const target = () => {
    const one = chosen();
    return one?.isGroup ? groupTarget(one) : one && answerOf(device);
  };
  return (
    <div class="flex flex-col gap-3">
      <Card>
        <CardHeader title={t('overlays.send')} />
        <div class="px-5 py-4">
          <Show when={props.targets} fallback={<Skeleton class="h-15.5 max-w-sm" />}>
            {(all) => (
              <Select
                class="max-w-sm"
                label={t('overlays.target')}
                hint={chosen() ? undefined : t('overlays.chooseTarget')}
                value={chosenId()}
                onChange={setChosenId}
                options={all().map(({ id, label }) => ({ value: id, label }))}
              />
            )}
          </Show>
        </div>
      </Card>
      <Switch>
        <Match when={target()}>{(known) => <SendOverlay target={known()} />}</Match>
        <Match when={chosen()}>
          <Skeleton class="h-110 rounded-card" />
        </Match>
      </Switch>
    </div>
  );
}
