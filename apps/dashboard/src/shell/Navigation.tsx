import { A, useNavigate } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { useAccount } from '../api/workspace.tsx';
import { t } from '../i18n/i18n.ts';
import { type Page, pages, sections } from '../routes.ts';
import { mayOpen } from '../session/may-open.ts';
import { Menu } from '../ui/icons.ts';
import { IconMenu, MenuEntry, MenuGroup } from '../ui/Menu.tsx';
import { navigationIcons } from './navigation-icons.ts';

interface Entry {
  href: string;
  Icon: (typeof navigationIcons)[keyof typeof navigationIcons];
  label: () => string;
}

/** The pages that this person may open: a sidebar, or a menu on phones. */
export function Navigation() {
  const account = useAccount();
  const navigate = useNavigate();
  const toEntry = ({ path, title, navigation }: Page): Entry => ({
    href: path,
    Icon: navigationIcons[navigation!.icon],
    label: () => t(title!),
  });
  const shown = (Object.keys(sections) as (keyof typeof sections)[])
    .map((section) => ({
      title: sections[section],
      entries: pages
        .filter((page) => page.navigation?.section === section && mayOpen(page.access, account))
        .map(toEntry),
    }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <>
      <nav aria-label={t('shell.navigation')} class="flex flex-col gap-5 max-md:hidden">
        <For each={shown}>
          {({ title, entries }) => (
            <div class="flex flex-col gap-0.5">
              <Show when={title}>{(key) => <p class="px-2.5 pb-1 text-xs text-quiet">{t(key())}</p>}</Show>
              <For each={entries}>{(entry) => <SideLink {...entry} />}</For>
            </div>
          )}
        </For>
      </nav>
      <Show when={shown.length > 0}>
        <div class="md:hidden">
          <IconMenu Icon={Menu} label={t('shell.menu')}>
            <For each={shown}>
              {({ title, entries }) => (
                <MenuGroup title={title ? t(title) : undefined}>
                  <For each={entries}>
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

function SideLink({ href, Icon, label }: Entry) {
  return (
    <A
      href={href}
      class="flex h-8 items-center gap-2.5 rounded-control px-2.5 text-base font-medium whitespace-nowrap transition-colors"
      activeClass="bg-sunken text-ink"
      inactiveClass="text-quiet hover:bg-sunken/70 hover:text-ink"
    >
      <Icon class="size-4" aria-hidden="true" />
      {label()}
    </A>
  );
}
