import type { CommandResult } from '@sitecast/api/screens/commands/schema';
import type { CommandType } from '@sitecast/protocol/messages';
import type { LucideIcon } from 'lucide-solid';
import { For } from 'solid-js';
import { useChange } from '../../api/change.ts';
import { t } from '../../i18n/screen.ts';
import { useDialogs } from '../../ui/dialogs.tsx';
import {
  Camera,
  Download,
  MonitorCheck,
  MonitorOff,
  Power,
  RefreshCw,
  RotateCcw,
  ScanSearch,
  Zap,
} from '../../ui/icons.ts';
import { ButtonMenu, MenuEntry, MenuGroup, MenuLine } from '../../ui/Menu.tsx';
import { notifySent } from './notify-sent.ts';

export const commandIcons: Record<CommandType, LucideIcon> = {
  identify: ScanSearch,
  screenshot: Camera,
  screen_on: MonitorCheck,
  screen_off: MonitorOff,
  launch: RotateCcw,
  update: Download,
  reboot: RefreshCw,
  shutdown: Power,
};
const groups: CommandType[][] = [
  ['identify', 'screenshot'],
  ['screen_on', 'screen_off'],
  ['launch', 'update'],
];
/** These interrupt the screen, and ask first. */
const disruptive = ['reboot', 'shutdown'] as const satisfies CommandType[];

interface CommandMenuProps {
  /** The name of a single screen; null for several. */
  name: string | null;
  /** The number of screens. */
  count: number;
  send: (type: CommandType) => Promise<CommandResult>;
  onSent?: (type: CommandType, result: CommandResult) => void;
  size?: 'sm' | 'md';
}

/** Commands to one or more screens. Asks before a reboot or a shutdown. */
export function CommandMenu(props: CommandMenuProps) {
  const { confirm } = useDialogs();
  const send = useChange({
    call: (type: CommandType) => props.send(type),
    done(result, type) {
      notifySent(type, result, props.name);
      props.onSent?.(type, result);
    },
  });
  const ask = (type: (typeof disruptive)[number]) =>
    confirm({
      title:
        props.name === null
          ? t(`commands.askMany.${type}`, { count: props.count })
          : t(`commands.ask.${type}`, { name: props.name }),
      lead: t(`commands.lead.${type}`),
      verb: t(`commands.types.${type}`),
      run: () => send.run(type),
    });
  return (
    <ButtonMenu Icon={Zap} label={t('commands.title')} busy={send.busy()} size={props.size}>
      <For each={groups}>
        {(types) => (
          <>
            <MenuGroup>
              <For each={types}>
                {(type) => (
                  <MenuEntry
                    Icon={commandIcons[type]}
                    label={t(`commands.types.${type}`)}
                    onSelect={() => void send.run(type)}
                  />
                )}
              </For>
            </MenuGroup>
            <MenuLine />
          </>
        )}
      </For>
      <For each={disruptive}>
        {(type) => (
          <MenuEntry
            Icon={commandIcons[type]}
            danger
            label={t(`commands.types.${type}`)}
            onSelect={() => ask(type)}
          />
        )}
      </For>
    </ButtonMenu>
  );
}
