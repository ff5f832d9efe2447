import type { CommandResult } from '@sitecast/api/screens/commands/schema';
import type { CommandType } from '@sitecast/protocol/messages';
import type { LucideIcon } from 'lucide-solid';
import { createSignal, For } from 'solid-js';
import { createAction } from '../../api/action.ts';
import { t } from '../../i18n/screen.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
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
import { tellSent } from './tell.ts';

/** What ends the picture until the machine is back: asked for twice. */
type Drastic = 'reboot' | 'shutdown';

const icons: Record<CommandType, LucideIcon> = {
  identify: ScanSearch,
  screenshot: Camera,
  screen_on: MonitorCheck,
  screen_off: MonitorOff,
  launch: RotateCcw,
  update: Download,
  reboot: RefreshCw,
  shutdown: Power,
};
const harmless: CommandType[][] = [
  ['identify', 'screenshot'],
  ['screen_on', 'screen_off'],
  ['launch', 'update'],
];
const drastic: Drastic[] = ['reboot', 'shutdown'];

interface CommandMenuProps {
  /** The one screen that is meant; null for a set of them. */
  name: string | null;
  /** How many screens. */
  count: number;
  send: (type: CommandType) => Promise<CommandResult>;
  onSent?: (type: CommandType, result: CommandResult) => void;
  size?: 'sm' | 'md';
}

/** Commands to one screen, or to many. Asks before a reboot or a shutdown, naming the screen or their number. */
export function CommandMenu(props: CommandMenuProps) {
  const [asking, setAsking] = createSignal(false);
  const [asked, setAsked] = createSignal<Drastic>('reboot');
  const send = createAction(async (type: CommandType) => {
    const result = await props.send(type);
    setAsking(false);
    tellSent(type, result, props.name);
    props.onSent?.(type, result);
  });
  const question = (type: Drastic) =>
    props.name === null
      ? t(`commands.askMany.${type}`, { count: props.count })
      : t(`commands.ask.${type}`, { name: props.name });
  return (
    <>
      <ButtonMenu Icon={Zap} label={t('commands.title')} busy={send.busy()} size={props.size}>
        <For each={harmless}>
          {(types) => (
            <>
              <MenuGroup>
                <For each={types}>
                  {(type) => (
                    <MenuEntry
                      Icon={icons[type]}
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
        <For each={drastic}>
          {(type) => (
            <MenuEntry
              Icon={icons[type]}
              danger
              label={t(`commands.types.${type}`)}
              onSelect={() => {
                setAsked(type);
                setAsking(true);
              }}
            />
          )}
        </For>
      </ButtonMenu>
      <ConfirmDialog
        open={asking()}
        onOpenChange={setAsking}
        title={question(asked())}
        lead={t(`commands.lead.${asked()}`)}
        verb={t(`commands.types.${asked()}`)}
        busy={send.busy()}
        onConfirm={() => void send.run(asked())}
      />
    </>
  );
}

/** The icon of a command, for its history. */
export function commandIcon(type: CommandType): LucideIcon {
  return icons[type];
}
