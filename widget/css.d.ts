declare module '*.css' {
  /** The style sheet's text, minified where it is bundled. */
  const text: string;
  export default text;
}
