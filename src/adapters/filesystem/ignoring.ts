/** For `catch`: makes undefined of an error of this code, and throws any other. */
export function ignoring(code: string) {
  return (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== code) throw error;
  };
}
