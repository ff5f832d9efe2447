import { t } from '../../i18n/tokens.ts';
import { Select } from '../../ui/Select.tsx';

/** Days for a token that does not expire. */
export const NEVER = 0;
const YEAR = 365;
const expiries = [30, 90, YEAR, NEVER];

/** How long a new token lives, in days. */
export function ExpirySelect(props: { value: number; onChange: (days: number) => void; error?: string }) {
  const labelOf = (days: number) => {
    if (days === NEVER) return t('tokens.expiries.never');
    return days === YEAR ? t('tokens.expiries.year') : t('tokens.expiries.days', { days });
  };
  return (
    <Select
      label={t('tokens.expiry')}
      value={props.value}
      onChange={props.onChange}
      error={props.error}
      options={expiries.map((value) => ({ value, label: labelOf(value) }))}
    />
  );
}
