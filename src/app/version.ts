import packageFile from '../../package.json' with { type: 'json' };

/** Version of this Ambit. */
export const VERSION: string = packageFile.version;
