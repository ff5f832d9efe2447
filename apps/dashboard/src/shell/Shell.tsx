import { Mark } from '@sitecast/ui';
import { A, useNavigate } from '@solidjs/router';
import type { LucideIcon } from 'lucide-solid';
import { createEffect, createSignal, For, type JSX, onCleanup, Show, Suspense } from 'solid-js';
import { useAccount } from '../api/workspace.tsx';
import { t } from '../i18n/i18n.ts';
import {
  AudioLines,
  Bell,
  Boxes,
  Briefcase,
  FolderKanban,
  IdCard,
  KeyRound,
  Menu,
  Monitor,
  Palette,
  PictureInPicture,
  ScrollText,
  UserRoundCog,
  UsersRound,
  WifiOff,
} from '../ui/icons.ts';
import { IconMenu, MenuEntry, MenuGroup } from '../ui/Menu.tsx';
import { AvatarMenu } from './AvatarMenu.tsx';
import { WorkspaceSwitch } from './WorkspaceSwitch.tsx';

/** How long the connection may be away before anybody is told. */
const TELL_AFTER_MS = 2_000;

/** What stands around every page: navigation, workspace, account. */
export function Shell(props: { onWorkspace: (id: string) => void; children: JSX.Element }) {
  const { workspace } = useAccount();
  return (
    <div class="flex min-h-dvh flex-col md:flex-row">
      <a
        href="#page"
        class="sr-only rounded-control bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60"
      >
        {t('common.skip')}
      </a>
      <header class="sticky top-0 z-30 flex items-center gap-2 border-b border-line bg-ground px-3 py-2 md:h-dvh md:w-58 md:shrink-0 md:flex-col md:items-stretch md:gap-5 md:border-r md:border-b-0 md:px-3 md:py-4">
        <A href="/" class="flex items-center gap-2.5 rounded-control px-1.5 py-1 md:px-2">
          <Mark class="size-6 text-accent" />
          <span class="sr-only text-lg font-semibold tracking-[-0.015em] md:not-sr-only">Sitecast</span>
        </A>
        <Show when={workspace}>
          <WorkspaceSwitch onChoose={props.onWorkspace} />
        </Show>
        <Navigation />
        <div class="ml-auto md:mt-auto md:ml-0">
          <AvatarMenu />
        </div>
      </header>
      <div class="flex min-w-0 flex-1 flex-col">
        <LiveBanner />
        <main
          id="page"
          tabindex="-1"
          class="mx-auto w-full max-w-7xl flex-1 px-4 py-6 outline-none md:px-8 md:py-8"
        >
          <Suspense>{props.children}</Suspense>
        </main>
      </div>
    </div>
  );
}

interface Place {
  href: string;
  Icon: LucideIcon;
  label: () => string;
}

interface Section {
  title?: () => string;
  places: Place[];
}

const work: Section = {
  places: [
    { href: '/screens', Icon: Monitor, label: () => t('shell.screens') },
    { href: '/groups', Icon: Boxes, label: () => t('shell.groups') },
    { href: '/overlays', Icon: PictureInPicture, label: () => t('shell.overlays') },
    { href: '/meters', Icon: AudioLines, label: () => t('shell.meters') },
    { href: '/alerts', Icon: Bell, label: () => t('shell.alerts') },
    { href: '/projects', Icon: FolderKanban, label: () => t('shell.projects') },
    { href: '/clients', Icon: Briefcase, label: () => t('shell.clients') },
  ],
};
const settings: Place[] = [
  { href: '/settings/members', Icon: UsersRound, label: () => t('shell.members') },
  { href: '/settings/tokens', Icon: KeyRound, label: () => t('shell.tokens') },
];
const managerSettings: Place[] = [
  ...settings,
  { href: '/settings/branding', Icon: Palette, label: () => t('shell.branding') },
  { href: '/settings/audit', Icon: ScrollText, label: () => t('shell.audit') },
];
const administration: Section = {
  title: () => t('shell.administration'),
  places: [
    { href: '/admin/users', Icon: UserRoundCog, label: () => t('shell.users') },
    { href: '/admin/tokens', Icon: IdCard, label: () => t('shell.accessTokens') },
    { href: '/admin/audit', Icon: ScrollText, label: () => t('shell.audit') },
  ],
};

/** Down the side; behind one button where there is no room for it. */
function Navigation() {
  const { me, workspace } = useAccount();
  const navigate = useNavigate();
  const sections: Section[] = [];
  if (workspace) {
    const places = workspace.role === 'admin' ? managerSettings : settings;
    sections.push(work, { title: () => t('shell.settings'), places });
  }
  if (me.role === 'admin') sections.push(administration);
  return (
    <>
      <nav aria-label={t('shell.navigation')} class="flex flex-col gap-5 max-md:hidden">
        <For each={sections}>
          {({ title, places }) => (
            <div class="flex flex-col gap-0.5">
              <Show when={title}>{(text) => <p class="px-2.5 pb-1 text-xs text-quiet">{text()()}</p>}</Show>
              <Places places={places} />
            </div>
          )}
        </For>
      </nav>
      <Show when={sections.length > 0}>
        <div class="md:hidden">
          <IconMenu Icon={Menu} label={t('shell.menu')}>
            <For each={sections}>
              {({ title, places }) => (
                <MenuGroup title={title?.()}>
                  <For each={places}>
                    {({ href, Icon, label }) => (
                      <MenuEntry Icon={Icon} label={label()} onSelect={() => navigate(href)} />
                    )}
                  </For>
                </MenuGroup>
              )}
            </For>
          </IconMenu>
        </div>
      </Show>
    </>
  );
}

function Places(props: { places: Place[] }) {
  return (
    <For each={props.places}>
      {({ href, Icon, label }) => (
        <A
          href={href}
          class="flex h-8 items-center gap-2.5 rounded-control px-2.5 text-base font-medium whitespace-nowrap transition-colors"
          activeClass="bg-sunken text-ink"
          inactiveClass="text-quiet hover:bg-sunken/70 hover:text-ink"
        >
          <Icon class="size-4" aria-hidden="true" />
          {label()}
        </A>
      )}
    </For>
  );
}

/** Says quietly that what is shown may be old. */
function LiveBanner() {
  const { live } = useAccount();
  const [lost, setLost] = createSignal(false);
  createEffect(() => {
    if (live()) setLost(false);
    const timer = live() ? undefined : setTimeout(() => setLost(true), TELL_AFTER_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <div role="status">
      <Show when={lost()}>
        <p class="flex animate-appear items-center justify-center gap-2 border-b border-line bg-ask-soft px-4 py-1.5 text-sm text-ask">
          <WifiOff class="size-4" aria-hidden="true" />
          {t('shell.notLive')}
        </p>
      </Show>
    </div>
  );
}
