// Of questions that are asked while somebody types only the newest counts: it is asked once the typing rests, the one
// before it is called off, and an answer that comes late is heard by nobody.

/**
 * ask(signal, ...given) gives the answer; told(answer, ...given) hears the newest; failed(...given) hears that there is
 * none.
 */
export function newest({ ask, told, failed }, restMilliseconds) {
  let timer, turn;

  function stop() {
    clearTimeout(timer);
    turn?.abort();
    turn = undefined;
  }

  async function now(...given) {
    stop();
    const own = turn = new AbortController();
    let answer;
    try {
      answer = await ask(own.signal, ...given);
    } catch {
      if (own === turn) failed(...given);
      return;
    }
    if (own === turn) told(answer, ...given);
  }

  function soon(...given) {
    stop();
    timer = setTimeout(() => now(...given), restMilliseconds);
  }

  return { now, soon, stop };
}
