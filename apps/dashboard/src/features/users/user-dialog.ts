import type { User } from '@sitecast/api/people/users/schema';

/** The props of a dialog about one user. */
export interface UserDialogProps {
  user: User;
  onClose: () => void;
}
