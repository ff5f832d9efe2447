import { Button } from '@sitecast/ui';
import type { JSX } from 'solid-js';

interface PlainFormProps {
  form: { submit: (event: Event) => unknown; busy: () => boolean };
  /** The label of the button that submits. */
  verb: string;
  /** The button takes the whole width. */
  wide?: boolean;
  /** The fields. */
  children: JSX.Element;
}

/** A form that is not a dialog: its fields in one column, and its button below. */
export function PlainForm(props: PlainFormProps) {
  return (
    <form class="flex flex-col gap-4" onSubmit={props.form.submit} novalidate>
      {props.children}
      <Button
        type="submit"
        variant="primary"
        busy={props.form.busy()}
        class={props.wide ? 'mt-1 w-full' : 'mt-1 self-start'}
      >
        {props.verb}
      </Button>
    </form>
  );
}
