import { CreateLocation, type Location } from '@sitecast/api/sites/projects/schema';
import { For } from 'solid-js';
import { useForm } from '../../api/form.ts';
import { keys } from '../../api/keys.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/projects.ts';
import { Field, hintClass, labelClass } from '../../ui/Field.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';

interface LocationDialogProps {
  projectId: string;
  /** The location to edit; without it the dialog adds one. */
  location?: Location;
  onClose: () => void;
}

const limitNames = ['day', 'evening', 'night', 'max'] as const;

/** Adds a location to a project or edits one. */
export function LocationDialog(props: LocationDialogProps) {
  const { api } = useWorkspace();
  const { location } = props;
  const { limits } = location ?? {};
  const form = useForm({
    initial: {
      name: location?.name ?? '',
      lat: typed(location?.lat),
      lng: typed(location?.lng),
      day: typed(limits?.day),
      evening: typed(limits?.evening),
      night: typed(limits?.night),
      max: typed(limits?.max),
    },
    schema: CreateLocation,
    toInput({ name, lat, lng, ...typedLimits }) {
      const [day, evening, night, max] = limitNames.map((limit) => parse(typedLimits[limit]));
      const hasLimits = [day, evening, night, max].some((limit) => limit !== null);
      return {
        projectId: props.projectId,
        name,
        lat: parse(lat),
        lng: parse(lng),
        limits: hasLimits ? { day, evening, night, max } : null,
      };
    },
    send: ({ projectId, ...input }) =>
      location
        ? api.locations.update.mutate({ locationId: location.id, ...input })
        : api.locations.create.mutate({ projectId, ...input }),
    said: ({ name }) => t(location ? 'projects.locations.saved' : 'projects.locations.added', { name }),
    stale: [keys.projectLists, keys.meterList, ...(location?.unit ? [keys.meter(location.unit.id)] : [])],
    onDone: props.onClose,
  });
  const isHalf = () => (form.fields.lat.trim() === '') !== (form.fields.lng.trim() === '');
  const coordinateError = (name: 'lat' | 'lng') => {
    const error = form.error(name);
    return error !== undefined && isHalf() ? t('projects.locations.together') : error;
  };
  return (
    <FormDialog
      title={location?.name ?? t('projects.locations.add')}
      verb={t(location ? 'common.save' : 'projects.locations.add')}
      form={form}
      onClose={props.onClose}
    >
      <Field
        {...form.field('name')}
        label={t('projects.locations.name')}
        hint={t('projects.locations.nameHint')}
        input={{ autofocus: true, maxlength: 100 }}
      />
      <fieldset class="flex flex-col gap-1.5">
        <div class="grid grid-cols-2 items-start gap-3">
          <For each={['lat', 'lng'] as const}>
            {(name) => (
              <Field
                {...form.field(name)}
                label={t(`projects.locations.${name}`)}
                optional
                error={coordinateError(name)}
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
                {...form.field(name, `limits.${name}`)}
                label={t(`projects.locations.${name}`)}
                unit="dB"
                input={{ inputmode: 'decimal', maxlength: 5 }}
              />
            )}
          </For>
        </div>
      </fieldset>
    </FormDialog>
  );
}

function typed(value: number | null | undefined): string {
  return value == null ? '' : String(value);
}

/** Null for an empty field; NaN, which the schema refuses, for anything that is not a number. */
function parse(text: string): number | null {
  return text.trim() === '' ? null : Number(text.replace(',', '.'));
}
