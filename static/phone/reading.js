/** Reading: the text a phone shows of what is sent to all phones. `app/services/texts.py` chooses the same. */

/**
 * The statement in her language where this version is translated, else the original with the language it is wanting in.
 * @param {any} statement  with its `translations` by language, as a frame carries it
 * @param {string} language  the one she chose
 */
export function asRead({ translations = {}, ...original }, language) {
  const found = translations[language];
  if (!found) return { ...original, read: null, wanting: language === original.lang ? "" : language };
  return { ...original, ...found, wanting: "" };
}
