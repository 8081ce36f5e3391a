
'use strict';
// Shows one step of a schedule after the other. Everything it shows stands in the page already.
(() => {
  const walks = [...document.querySelectorAll('.walk')].map((walk) => {
    const states = [...walk.querySelectorAll('.state')];
    const [back, on] = walk.querySelectorAll('.stepper button');
    let at = 0;

    const reveal = (row) => {
      const box = row.closest('.code');
      box.scrollTop = row.offsetTop - (box.clientHeight - row.offsetHeight) / 2;
    };

    const show = (index) => {
      at = Math.max(0, Math.min(states.length - 1, index));
      const { step, place, say } = states[at].dataset;
      states.forEach((state, k) => { state.hidden = k !== at; });
      walk.querySelector('.say').textContent = say;
      back.disabled = at === 0;
      on.disabled = at === states.length - 1;
      walk.querySelectorAll('.band, .step, .steps tr[data-step]').forEach((part) => {
        part.classList.toggle('now', part.dataset.step === step);
        part.classList.toggle('later', Number(part.dataset.step) > Number(step));
      });
      walk.querySelectorAll('.code tr.marked').forEach((row) => {
        row.classList.toggle('now', row.dataset.place === place);
        if (row.dataset.place === place) reveal(row);
      });
    };

    const go = (steps) => {
      walk.classList.add('walking');
      show(at + steps);
      walk.querySelector('.step.now .halo').scrollIntoView({ block: 'nearest', inline: 'nearest' });
    };

    if (states.length > 0) {
      walk.querySelector('.stepper').hidden = false;
      back.addEventListener('click', () => go(-1));
      on.addEventListener('click', () => go(1));
      show(0);
    }
    return { walk, go };
  });

  // The arrow keys walk through the schedule that has the focus, or else the one in sight.
  const inSight = () => walks.find(({ walk }) => {
    const { top, bottom } = walk.getBoundingClientRect();
    return bottom > innerHeight / 3 && top < innerHeight;
  });
  document.addEventListener('keydown', (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!steps || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const focused = document.activeElement;
    if (focused.closest('.scroll, .code') && focused.scrollWidth > focused.clientWidth) return;
    const chosen = walks.find(({ walk }) => walk.contains(focused)) || inSight();
    if (chosen) {
      event.preventDefault();
      chosen.go(steps);
    }
  });
})();
