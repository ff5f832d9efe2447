/** Where overlays are posted to, and what each screen has to say to be one. */
export interface Installation {
  url: string;
  token: string;
  /** Bodies of `POST /api/pip` that reach one screen and all of them. */
  targets: { one: string; all: string };
  screens: { id: string; secret: string }[];
}
