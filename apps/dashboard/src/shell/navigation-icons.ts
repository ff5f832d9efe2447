import {
  AudioLines,
  Bell,
  Boxes,
  Briefcase,
  FolderKanban,
  IdCard,
  KeyRound,
  Monitor,
  Palette,
  PictureInPicture,
  ScrollText,
  UserRoundCog,
  UsersRound,
} from '../ui/icons.ts';

/** The icons that navigation entries can have; they load with the shell. */
export const navigationIcons = {
  AudioLines,
  Bell,
  Boxes,
  Briefcase,
  FolderKanban,
  IdCard,
  KeyRound,
  Monitor,
  Palette,
  PictureInPicture,
  ScrollText,
  UserRoundCog,
  UsersRound,
};
