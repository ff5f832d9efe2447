import { Button } from '@sitecast/ui';
import { createSignal } from 'solid-js';
import { t } from '../../i18n/meters.ts';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { fromWallClock, toWallClock } from '../../ui/zone.ts';
import { bestStep, type Span, stepsFor } from './chart-span.ts';

interface CustomSpanProps {
  span: Span;
  timezone: string;
  onChange: (span: Span) => void;
}

/** Chooses start, end and step of the history, in the site's time zone. */
export function CustomSpan(props: CustomSpanProps) {
  const [from, setFrom] = createSignal(toWallClock(props.span.from, props.timezone));
  const [to, setTo] = createSignal(toWallClock(props.span.to, props.timezone));
  const [chosen, setChosen] = createSignal(props.span.step);
  const [isWrong, setWrong] = createSignal(false);
  const span = () => ({
    from: fromWallClock(from(), props.timezone),
    to: fromWallClock(to(), props.timezone),
  });
  const isSpan = () => span().from < span().to;
  const steps = () => (isSpan() ? stepsFor(span()) : [chosen()]);
  const step = () => (steps().includes(chosen()) ? chosen() : bestStep(span()));
  const show = (event: Event) => {
    event.preventDefault();
    setWrong(!isSpan());
    if (isSpan()) props.onChange({ ...span(), step: step() });
  };
  const change = (set: (text: string) => void) => (text: string) => {
    set(text);
    setWrong(false);
    if (isSpan()) setChosen(bestStep(span()));
  };
  return (
    <form
      class="grid grid-cols-1 items-start gap-3 border-b border-line px-5 py-4 sm:grid-cols-[1fr_1fr_8rem_auto]"
      onSubmit={show}
      novalidate
    >
      <Field
        label={t('meter.chart.from')}
        value={from()}
        onChange={change(setFrom)}
        input={{ type: 'datetime-local' }}
      />
      <Field
        label={t('meter.chart.to')}
        value={to()}
        onChange={change(setTo)}
        error={isWrong() ? t('meter.chart.wrongSpan') : undefined}
        input={{ type: 'datetime-local' }}
      />
      <Select
        label={t('meter.chart.step')}
        value={step()}
        onChange={setChosen}
        options={steps().map((value) => ({ value, label: t(`meter.chart.steps.${value}`) }))}
      />
      <Button type="submit" variant="primary" class="sm:mt-6.5">
        {t('meter.chart.show')}
      </Button>
    </form>
  );
}
