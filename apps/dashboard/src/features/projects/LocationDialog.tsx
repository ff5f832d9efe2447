import { CreateLocation, type Location, UpdateLocation } from '@sitecast/api/sites/projects/schema';
import { Button } from '@sitecast/ui';
import { useQueryClient } from '@tanstack/solid-query';
import { For } from 'solid-js';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/projects.ts';
import { Dialog, DialogActions, DialogBody } from '../../ui/Dialog.tsx';
import { Field, hintClass, labelClass } from '../../ui/Field.tsx';
import { createForm } from '../../ui/form.ts';
import { notify } from '../../ui/Toasts.tsx';

interface LocationDialogProps {
  projectId: string;
  /** Null: a new one. */
  location: Location | null;
  onClose: () => void;
}

/** Adds a location to a project or changes one. */
export function LocationDialog(props: LocationDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.location ? props.location.name : t('projects.locations.add')}
    >
      <LocationForm {...props} />
    </Dialog>
  );
}

const limitNames = ['day', 'evening', 'night', 'max'] as const;
type LimitName = (typeof limitNames)[number];

/** Numbers as they are typed. */
type Fields = Record<'name' | 'lat' | 'lng' | LimitName, string>;

function LocationForm(props: LocationDialogProps) {
  const { api } = useWorkspace();
  const queries = useQueryClient();
  const { location } = props;
  const { lat = null, lng = null, limits = null } = location ?? {};
  const text = (value: number | null | undefined) => (value == null ? '' : String(value));
  const initial: Fields = {
    name: location?.name ?? '',
    lat: text(lat),
    lng: text(lng),
    day: text(limits?.day),
    evening: text(limits?.evening),
    night: text(limits?.night),
    max: text(limits?.max),
  };
  const options = {
    initial,
    onDone({ name }: Location) {
      notify({
        tone: 'good',
        title: t(location ? 'projects.locations.saved' : 'projects.locations.added', { name }),
      });
      for (const queryKey of [keys.projectLists, keys.meterList])
        void queries.invalidateQueries({ queryKey });
      if (location?.unit) void queries.invalidateQueries({ queryKey: keys.meter(location.unit.id) });
      props.onClose();
    },
  };
  const form = location
    ? createForm({
        ...options,
        schema: UpdateLocation,
        toInput: (fields) => ({ locationId: location.id, ...toInput(fields) }),
        send: (input) => api.locations.update.mutate(input),
      })
    : createForm({
        ...options,
        schema: CreateLocation,
        toInput: (fields) => ({ projectId: props.projectId, ...toInput(fields) }),
        send: (input) => api.locations.create.mutate(input),
      });
  const { fields, set, error } = form;
  const isHalf = () => (fields.lat.trim() === '') !== (fields.lng.trim() === '');
  const placeError = (name: 'lat' | 'lng') => {
    const said = error(name);
    return said !== undefined && isHalf() ? t('projects.locations.together') : said;
  };
  return (
    <form onSubmit={form.submit} novalidate>
      <DialogBody>
        <Field
          label={t('projects.locations.name')}
          hint={t('projects.locations.nameHint')}
          value={fields.name}
          onChange={(value) => set('name', value)}
          error={error('name')}
          input={{ autofocus: true, maxlength: 100 }}
        />
        <fieldset class="flex flex-col gap-1.5">
          <div class="grid grid-cols-2 items-start gap-3">
            <For each={['lat', 'lng'] as const}>
              {(name) => (
                <Field
                  label={t(`projects.locations.${name}`)}
                  optional
                  value={fields[name]}
                  onChange={(value) => set(name, value)}
                  error={placeError(name)}
                  input={{ inputmode: 'decimal', maxlength: 14 }}
                />
              )}
            </For>
          </div>
          <p class={hintClass}>{t('projects.locations.placeHint')}</p>
        </fieldset>
        <fieldset class="flex flex-col gap-1.5">
          <legend class={labelClass}>{t('projects.locations.limits')}</legend>
          <p class={hintClass}>{t('projects.locations.limitsHint')}</p>
          <div class="grid grid-cols-2 items-start gap-3 pt-1">
            <For each={limitNames}>
              {(name) => (
                <Field
                  label={t(`projects.locations.${name}`)}
                  unit="dB"
                  value={fields[name]}
                  onChange={(value) => set(name, value)}
                  error={error(`limits.${name}`)}
                  input={{ inputmode: 'decimal', maxlength: 5 }}
                />
              )}
            </For>
          </div>
        </fieldset>
      </DialogBody>
      <DialogActions>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={form.busy()}>
          {location ? t('common.save') : t('projects.locations.add')}
        </Button>
      </DialogActions>
    </form>
  );
}

/** Nothing typed: null. NaN for what is no number: the schema then asks for one. */
function number(typed: string): number | null {
  return typed.trim() === '' ? null : Number(typed.replace(',', '.'));
}

function toInput({ name, lat, lng, ...limits }: Fields) {
  const [day, evening, night, max] = limitNames.map((one) => number(limits[one]));
  const isNone = [day, evening, night, max].every((limit) => limit === null);
  return {
    name,
    lat: number(lat),
    lng: number(lng),
    limits: isNone ? null : { day, evening, night, max },
  };
}
