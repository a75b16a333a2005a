const CLASS = /^((?:export )?(?:default )?class (\w+)(?: extends [^{}]+)?(?: implements [^{}]+)? \{)$/gm;

/**
 * Errors and the SDK go by the names of classes. esbuild would keep those of all functions as well, and setting some
 * thousand names takes time.
 */
export function keptClassNames(source) {
  return source.replace(CLASS, '$1 static get name() { return "$2"; }');
}
