/** A database to connect to, which is given up when it is disposed of. */
export interface DatabaseLease extends AsyncDisposable {
  url: string;
}
