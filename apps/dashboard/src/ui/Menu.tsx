import { DropdownMenu } from '@kobalte/core/dropdown-menu';
import { Button, cx, IconButton } from '@sitecast/ui';
import type { LucideIcon } from 'lucide-solid';
import { For, type JSX, Show } from 'solid-js';
import { floatingClass } from './floating.ts';
import { Check, ChevronDown, Ellipsis } from './icons.ts';

const itemClass =
  'flex h-8 items-center gap-2.5 rounded-[5px] px-2.5 text-base outline-none data-[highlighted]:bg-sunken data-[disabled]:cursor-not-allowed data-[disabled]:opacity-55';

interface MenuProps {
  Icon: LucideIcon;
  /** What can be chosen from it. */
  label: string;
  children: JSX.Element;
}

/** A menu behind an icon. */
export function IconMenu(props: MenuProps) {
  return (
    <DropdownMenu gutter={4} placement="bottom-end">
      <DropdownMenu.Trigger as={IconButton} label={props.label} aria-label={props.label}>
        <props.Icon class="size-4" aria-hidden="true" />
      </DropdownMenu.Trigger>
      <MenuContent>{props.children}</MenuContent>
    </DropdownMenu>
  );
}

/** A menu behind a button with a text. */
export function ButtonMenu(props: MenuProps & { busy?: boolean; size?: 'sm' | 'md' }) {
  return (
    <DropdownMenu gutter={4} placement="bottom-end">
      <DropdownMenu.Trigger as={Button} busy={props.busy} size={props.size}>
        <props.Icon class="size-4" aria-hidden="true" />
        {props.label}
        <ChevronDown class="size-4 text-quiet" aria-hidden="true" />
      </DropdownMenu.Trigger>
      <MenuContent class="max-h-80 overflow-y-auto">{props.children}</MenuContent>
    </DropdownMenu>
  );
}

/** The menu of a row's actions. */
export function RowMenu(props: Omit<MenuProps, 'Icon'>) {
  return <IconMenu Icon={Ellipsis} {...props} />;
}

function MenuContent(props: { class?: string; children: JSX.Element }) {
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content class={cx(floatingClass, 'min-w-52', props.class)}>
        {props.children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}

export function MenuGroup(props: { title?: string; children: JSX.Element }) {
  return (
    <DropdownMenu.Group class="not-first:pt-2">
      <Show when={props.title}>
        <DropdownMenu.GroupLabel class="px-2.5 pb-1 text-xs text-quiet">
          {props.title}
        </DropdownMenu.GroupLabel>
      </Show>
      {props.children}
    </DropdownMenu.Group>
  );
}

interface MenuEntryProps {
  Icon?: LucideIcon;
  label: string;
  /** It deletes or revokes something. */
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

export function MenuEntry(props: MenuEntryProps) {
  return (
    <DropdownMenu.Item
      class={cx(itemClass, props.danger && 'text-act data-[highlighted]:bg-act-soft')}
      disabled={props.disabled}
      onSelect={props.onSelect}
    >
      <Show when={props.Icon} keyed>
        {(Icon) => <Icon class="size-4 text-quiet" aria-hidden="true" />}
      </Show>
      {props.label}
    </DropdownMenu.Item>
  );
}

export function MenuLine() {
  return <DropdownMenu.Separator class="my-1 border-line" />;
}

interface MenuChoicesProps<Value extends string> {
  label?: string;
  value: Value;
  onChange: (value: Value) => void;
  options: { value: Value; label: string }[];
  /** The menu stays open, to try another. */
  stays?: boolean;
}

/** One of a few options, inside a menu. */
export function MenuChoices<Value extends string>(props: MenuChoicesProps<Value>): JSX.Element {
  return (
    <MenuGroup title={props.label}>
      <DropdownMenu.RadioGroup
        value={props.value}
        onChange={(value) => value !== props.value && props.onChange(value as Value)}
      >
        <For each={props.options}>
          {({ value, label }) => (
            <DropdownMenu.RadioItem
              value={value}
              closeOnSelect={!props.stays}
              class={`${itemClass} justify-between`}
            >
              <span class="truncate">{label}</span>
              <DropdownMenu.ItemIndicator>
                <Check class="size-4 text-accent-ink" aria-hidden="true" />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.RadioItem>
          )}
        </For>
      </DropdownMenu.RadioGroup>
    </MenuGroup>
  );
}
