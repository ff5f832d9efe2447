/** What we use of it: the package brings no types. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  interface Options {
    domNode: HTMLElement;
    url: string;
    deepLinking?: boolean;
    docExpansion?: 'list' | 'full' | 'none';
    defaultModelsExpandDepth?: number;
    displayRequestDuration?: boolean;
    filter?: boolean;
    tryItOutEnabled?: boolean;
    /** Null: no badge of a validator that is somewhere else. */
    validatorUrl?: string | null;
  }
  // biome-ignore lint/style/noDefaultExport: it is the package's.
  export default function SwaggerUI(options: Options): void;
}
