import { DropdownMenu } from '@kobalte/core/dropdown-menu';
import { languageCodes, languages } from '@sitecast/i18n';
import { changeTheme, language, theme, themes } from '@sitecast/ui';
import { useNavigate } from '@solidjs/router';
import { useChange } from '../api/change.ts';
import { useAccount } from '../api/workspace.tsx';
import { changeLanguage, t } from '../i18n/i18n.ts';
import { setLoggedOut } from '../session/session.ts';
import { floatingClass } from '../ui/floating.ts';
import { Braces, ChevronsUpDown, KeyRound, LogOut, UserRound } from '../ui/icons.ts';
import { MenuChoices, MenuEntry, MenuLine } from '../ui/Menu.tsx';

/** The person's account, the theme, the language, and the logout. */
export function AvatarMenu() {
  const { api, me, workspace } = useAccount();
  const navigate = useNavigate();
  const logOut = useChange({
    call: () => api.session.logout.mutate(),
    done() {
      setLoggedOut();
      navigate('/login');
    },
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
      <DropdownMenu.Trigger class="flex w-full items-center gap-2.5 rounded-control px-1.5 py-1.5 text-left transition-colors hover:bg-sunken">
        <span class="sr-only">{t('shell.account', { email: me.email })}</span>
        <span
          class="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-ink"
          aria-hidden="true"
        >
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
            <MenuEntry Icon={KeyRound} label={t('shell.myTokens')} onSelect={() => navigate('/tokens')} />
            <MenuEntry
              Icon={UserRound}
              label={t('shell.accountPage')}
              onSelect={() => navigate('/account')}
            />
            <MenuEntry Icon={Braces} label={t('shell.apiReference')} onSelect={() => navigate('/docs')} />
          </div>
          <MenuChoices
            stays
            label={t('shell.theme')}
            value={theme()}
            onChange={changeTheme}
            options={themes.map((value) => ({ value, label: t(`shell.themes.${value}`) }))}
          />
          <MenuChoices
            stays
            label={t('shell.language')}
            value={language()}
            onChange={(value) => void changeLanguage(value)}
            options={languageCodes.map((value) => ({ value, label: languages[value] }))}
          />
          <MenuLine />
          <MenuEntry Icon={LogOut} label={t('shell.logOut')} onSelect={() => void logOut.run()} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}
