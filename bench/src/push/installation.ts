/** Where overlays are posted, and the credentials of each screen. */
export interface PushInstallation {
  url: string;
  token: string;
  /** Values of `device_id` that target one screen and all of them. */
  targets: { one: string; all: string };
  screens: { id: string; secret: string }[];
}
