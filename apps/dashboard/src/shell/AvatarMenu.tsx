import { DropdownMenu } from '@kobalte/core/dropdown-menu';
import { useNavigate } from '@solidjs/router';
import type { LucideIcon } from 'lucide-solid';
import { For, type JSX } from 'solid-js';
import { createAction } from '../api/action.ts';
import { useAccount } from '../api/workspace.tsx';
import { changeLanguage, type Language, language, languages, t } from '../i18n/i18n.ts';
import { leave } from '../session/session.ts';
import { floatingClass } from '../ui/floating.ts';
import { Check, ChevronsUpDown, KeyRound, LogOut, UserRound } from '../ui/icons.ts';
import { changeTheme, type Theme, theme, themes } from './theme.ts';

const itemClass =
  'flex h-8 items-center gap-2.5 rounded-[5px] px-2.5 text-base outline-none data-[highlighted]:bg-sunken';

/** Who I am here, how it looks, and the way out. */
export function AvatarMenu() {
  const { api, me, workspace } = useAccount();
  const navigate = useNavigate();
  const logOut = createAction(async () => {
    await api.session.logout.mutate();
    leave();
    navigate('/login');
  });
  const platformRole = () => (me.role === 'admin' ? t('shell.platformAdmin') : t('shell.user'));
  const role = () => (workspace ? t(`roles.${workspace.role}`) : platformRole());
  const initials = () =>
    me.name
      .split(/\s+/)
      .slice(0, 2)
      .map((word) => [...word][0]?.toUpperCase() ?? '')
      .join('');

  return (
    <DropdownMenu gutter={6} placement="top-start">
      <DropdownMenu.Trigger
        class="flex w-full items-center gap-2.5 rounded-control px-1.5 py-1.5 text-left transition-colors hover:bg-sunken"
        aria-label={t('shell.account', me.email)}
      >
        <span class="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-ink">
          {initials()}
        </span>
        <span class="hidden min-w-0 flex-1 flex-col md:flex">
          <span class="truncate text-sm font-medium">{me.name}</span>
          <span class="truncate text-xs text-quiet">{role()}</span>
        </span>
        <ChevronsUpDown class="hidden size-4 shrink-0 text-quiet md:block" aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content class={`${floatingClass} w-60`}>
          <div class="border-b border-line px-2.5 pt-1.5 pb-2.5">
            <p class="truncate font-medium">{me.email}</p>
            <p class="text-xs text-quiet">
              {role()}
              {workspace && ` · ${workspace.name}`}
              {workspace && me.role === 'admin' && ` · ${platformRole()}`}
            </p>
          </div>
          <div class="border-b border-line py-1">
            <Entry Icon={KeyRound} label={t('shell.myTokens')} onSelect={() => navigate('/tokens')} />
            <Entry Icon={UserRound} label={t('shell.accountPage')} onSelect={() => navigate('/account')} />
          </div>
          <Choices
            label={t('shell.theme')}
            value={theme()}
            onChange={(value) => changeTheme(value as Theme)}
            options={themes.map((value) => ({ value, label: t(`shell.themes.${value}`) }))}
          />
          <Choices
            label={t('shell.language')}
            value={language()}
            onChange={(value) => void changeLanguage(value as Language)}
            options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          />
          <DropdownMenu.Separator class="my-1 border-line" />
          <Entry Icon={LogOut} label={t('shell.logOut')} onSelect={() => void logOut.run()} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}

function Entry(props: { Icon: LucideIcon; label: string; onSelect: () => void }) {
  return (
    <DropdownMenu.Item class={itemClass} onSelect={props.onSelect}>
      <props.Icon class="size-4 text-quiet" aria-hidden="true" />
      {props.label}
    </DropdownMenu.Item>
  );
}

interface ChoicesProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: { value: string; label: string }[];
}

function Choices(props: ChoicesProps): JSX.Element {
  return (
    <DropdownMenu.Group class="pt-2">
      <DropdownMenu.GroupLabel class="px-2.5 pb-1 text-xs text-quiet">{props.label}</DropdownMenu.GroupLabel>
      <DropdownMenu.RadioGroup value={props.value} onChange={props.onChange}>
        <For each={props.options}>
          {({ value, label }) => (
            <DropdownMenu.RadioItem
              value={value}
              closeOnSelect={false}
              class={`${itemClass} justify-between`}
            >
              {label}
              <DropdownMenu.ItemIndicator>
                <Check class="size-4 text-accent-ink" aria-hidden="true" />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.RadioItem>
          )}
        </For>
      </DropdownMenu.RadioGroup>
    </DropdownMenu.Group>
  );
}
