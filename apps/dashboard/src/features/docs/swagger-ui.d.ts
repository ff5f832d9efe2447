/** The options in use; the package has no types. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  interface Options {
    domNode: HTMLElement;
    url: string;
    deepLinking?: boolean;
    docExpansion?: 'list' | 'full' | 'none';
    defaultModelsExpandDepth?: number;
    displayRequestDuration?: boolean;
    tryItOutEnabled?: boolean;
    /** Null leaves out the badge of an external validator. */
    validatorUrl?: string | null;
  }
  // biome-ignore lint/style/noDefaultExport: it is the package's.
  export default function SwaggerUI(options: Options): void;
}
