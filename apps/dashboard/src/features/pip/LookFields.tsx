import { overlayFields } from '@sitecast/protocol/overlay';
import { overlayLook } from '@sitecast/protocol/overlay-look';
import { formatPercent } from '@sitecast/ui';
import { For, Match, Switch } from 'solid-js';
import { t } from '../../i18n/overlays.ts';
import { ColorField } from '../../ui/ColorField.tsx';
import { Field } from '../../ui/Field.tsx';
import { RangeField } from '../../ui/RangeField.tsx';
import { Switch as SwitchField } from '../../ui/Switch.tsx';
import { type LookField, lookFields, type OverlayForm } from './overlay-form.ts';

type SwitchName = { [Name in LookField]: OverlayForm[Name] extends boolean ? Name : never }[LookField];
type InputName = Exclude<LookField, SwitchName>;

const isSwitch = (name: LookField): name is SwitchName => overlayFields[name].schema.type === 'boolean';
const switches = lookFields.filter(isSwitch);
const inputs = lookFields.filter((name): name is InputName => !isSwitch(name));

/** The player's colours, where the form has none. */
const playerColors: Partial<Record<InputName, string>> = {
  titleColor: overlayLook.titleBar.color,
  backgroundColor: overlayLook.titleBar.background,
};

interface LookFieldsProps {
  fields: OverlayForm;
  set: <Name extends LookField>(name: Name, value: OverlayForm[Name]) => void;
  error: (name: LookField) => string | undefined;
}

/** The look of the overlay: an input for each field of the table that `SendOverlay` does not place itself. */
export function LookFields(props: LookFieldsProps) {
  return (
    <>
      <div class="grid grid-cols-2 items-start gap-3">
        <For each={inputs}>{(name) => <LookInput {...props} name={name} />}</For>
      </div>
      <For each={switches}>
        {(name) => (
          <SwitchField
            label={t(`overlay.${name}`)}
            hint={t(`overlay.${name}Hint`)}
            checked={props.fields[name]}
            onChange={(checked) => props.set(name, checked)}
          />
        )}
      </For>
    </>
  );
}

function LookInput(props: LookFieldsProps & { name: InputName }) {
  const input = () => ({
    label: t(`overlay.${props.name}`),
    value: String(props.fields[props.name]),
    onChange: (value: string) => props.set(props.name, value),
    error: props.error(props.name),
  });
  return (
    <Switch fallback={<Field {...input()} unit="px" input={{ inputmode: 'numeric' }} />}>
      <Match when={playerColors[props.name]}>
        {(color) => (
          <ColorField
            {...input()}
            fallback={color()}
            error={input().error ? t('overlay.colorHint') : undefined}
          />
        )}
      </Match>
      <Match when={props.name === 'opacity'}>
        <RangeField
          label={input().label}
          value={props.fields.opacity}
          shown={formatPercent(props.fields.opacity / 100)}
          min={0}
          max={100}
          step={5}
          onChange={(opacity) => props.set('opacity', opacity)}
        />
      </Match>
    </Switch>
  );
}
