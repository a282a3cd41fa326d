"use strict";

/* The page: controls, plots and numbers follow one state, which the address keeps after its "#". */
(() => {
  const DATA = JSON.parse(document.getElementById("data").textContent);
  const SETS = DATA.sets.map(({ label, record, variations }) => ({
    label,
    solver: thermochain.coefficients(record),
    variations: variations.map((pair) => pair.map(thermochain.coefficients)),
  }));
  const PROFILE_POINTS = 161;
  const RESPONSE_POINTS = 41;
  const byId = (id) => document.getElementById(id);
  const admissible = SETS.map((set) => set.solver.record.admissible_range);
  const ENERGY = DATA.energy; // the potential's unit of energy, 1 for rotors
  const MOMENTUM = Math.sqrt(ENERGY);
  const COLDEST = Math.max(0.1 * ENERGY, Math.ceil(100 * Math.max(...admissible.map(([low]) => low))) / 100);
  const HOTTEST = Math.min(2 * ENERGY, Math.floor(100 * Math.min(...admissible.map(([, high]) => high))) / 100);
  const CONTROLS = {
    T_L: { html: "T<sub>L</sub>", meaning: "temperature of the left bath", min: COLDEST, max: HOTTEST, step: 0.005 },
    T_R: { html: "T<sub>R</sub>", meaning: "temperature of the right bath", min: COLDEST, max: HOTTEST, step: 0.005 },
    p_L: { html: "p<sub>L</sub>", meaning: "momentum at the left end", min: -3 * MOMENTUM, max: 3 * MOMENTUM, step: 0.01 },
    p_R: { html: "p<sub>R</sub>", meaning: "momentum at the right end", min: -3 * MOMENTUM, max: 3 * MOMENTUM, step: 0.01 },
  };
  const EXAMPLES = [
    { name: "Where the two sets differ", T_L: 0.3, T_R: 0.3, p_L: 0, p_R: 0.5 },
    { name: "Heat alone", T_L: 1, T_R: 0.3, p_L: 0, p_R: 0 },
    { name: "Uphill", T_L: 0.8, T_R: 1, p_L: -1, p_R: 0 },
    { name: "Negative conductivity", T_L: 0.3, T_R: 0.6, p_L: 0, p_R: 1 },
    { name: "Both", T_L: 0.6, T_R: 0.3, p_L: 0, p_R: 1.5 },
  ]
    .filter(({ name }) => SETS.length > 1 || name !== "Where the two sets differ")
    .map(({ name, T_L, T_R, p_L, p_R }) => ({ name, T_L: ENERGY * T_L, T_R: ENERGY * T_R, p_L: MOMENTUM * p_L, p_R: MOMENTUM * p_R }));
  const LENGTHS = [33, 65, 129, 257, 513, 1025]; // chains to choose from, besides the infinite one
  const CONTACTS = DATA.contacts; // null where they were not measured
  const INFINITE = 0;
  let state = { set: SETS.length - 1, compare: true, n: INFINITE, gamma: 1, ...EXAMPLES[0] };

  /* ---- state and address ---- */

  function readAddress() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const name of Object.keys(CONTROLS)) {
      const value = given.has(name) ? Number(given.get(name)) : NaN;
      if (Number.isFinite(value)) state[name] = value;
    }
    const set = SETS.findIndex(({ solver }) => solver.record.name === given.get("set"));
    if (set >= 0) state.set = set;
    if (given.has("compare")) state.compare = given.get("compare") !== "0";
    if (CONTACTS && LENGTHS.includes(Number(given.get("n")))) state.n = Number(given.get("n"));
    if (CONTACTS && CONTACTS.friction.includes(Number(given.get("gamma")))) state.gamma = Number(given.get("gamma"));
  }

  function writeAddress() {
    const values = Object.keys(CONTROLS).map((name) => `${name}=${state[name]}`);
    const chain = state.n === INFINITE ? [] : [`n=${state.n}`, `gamma=${state.gamma}`];
    const address = [`set=${SETS[state.set].solver.record.name}`, ...values, `compare=${Number(state.compare)}`, ...chain].join("&");
    if (location.protocol !== "data:") history.replaceState(null, "", `#${address}`); // inside the report there is no address
  }

  const boundary = () => ({ T_L: state.T_L, T_R: state.T_R, p_L: state.p_L, p_R: state.p_R });

  /* The stationary state of the chosen chain with these coefficients. */
  function solve(solver, at) {
    if (state.n === INFINITE) return thermochain.solve(solver, at);
    return finiteChain.solve(solver, CONTACTS, { n: state.n, gamma: state.gamma }, at);
  }

  /* ---- controls ---- */

  function buildControls() {
    const options = SETS.map(({ label }, k) => `<option value="${k}">${label}</option>`).join("");
    byId("sets").innerHTML =
      `<label>Transport coefficients <select id="set">${options}</select></label>` +
      '<label><input type="checkbox" id="compare"> show the other set too (dashed)</label>' +
      chainControls();
    byId("set").addEventListener("change", (event) => change({ set: Number(event.target.value) }));
    byId("compare").addEventListener("change", (event) => change({ compare: event.target.checked }));
    byId("length")?.addEventListener("change", (event) => change({ n: Number(event.target.value) }));
    byId("gamma")?.addEventListener("change", (event) => change({ gamma: Number(event.target.value) }));
    byId("sliders").innerHTML = Object.entries(CONTROLS)
      .map(([name, { html, meaning, min, max, step }]) => {
        const limits = `min="${min}" max="${max}" step="${step}"`;
        return (
          `<div class="slider"><label for="${name}"><strong>${html}</strong> <span class="quiet">${meaning}</span></label>` +
          `<input type="range" id="${name}" ${limits}><input type="number" id="${name}_number" step="any" aria-label="${meaning}"></div>`
        );
      })
      .join("");
    for (const name of Object.keys(CONTROLS))
      for (const id of [name, `${name}_number`])
        byId(id).addEventListener("input", (event) => change({ [name]: event.target.value === "" ? NaN : Number(event.target.value) }, id));
    for (const { name, ...values } of EXAMPLES) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: name });
      button.addEventListener("click", () => change(values));
      byId("examples").append(button);
    }
    byId("controls").addEventListener("submit", (event) => event.preventDefault());
  }

  function chainControls() {
    if (!CONTACTS) return "";
    const option = (value, text) => `<option value="${value}">${text}</option>`;
    const lengths = [option(INFINITE, "infinite"), ...LENGTHS.map((n) => option(n, `${n} rotors`))].join("");
    const frictions = CONTACTS.friction.map((gamma) => option(gamma, gamma)).join("");
    return (
      `<label>Chain <select id="length">${lengths}</select></label>` +
      `<label id="friction">friction &gamma; of its baths <select id="gamma">${frictions}</select></label>`
    );
  }

  function showControls(typing) {
    if (CONTACTS) {
      byId("length").value = state.n;
      byId("gamma").value = state.gamma;
      byId("friction").hidden = state.n === INFINITE;
    }
    byId("set").value = state.set;
    byId("compare").checked = state.compare;
    for (const name of Object.keys(CONTROLS))
      for (const id of [name, `${name}_number`]) if (id !== typing) byId(id).value = state[name];
  }

  let waiting = false;
  function change(values, typing) {
    Object.assign(state, values);
    showControls(typing);
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      writeAddress();
      show();
    });
  }

  /* ---- what is shown ---- */

  function show() {
    const { solver, variations } = SETS[state.set];
    let solved;
    try {
      solved = solve(solver, boundary());
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      refuse(error.message);
      return;
    }
    byId("plots").classList.remove("refused");
    const others = compared().flatMap((set) => attempt(set.solver, boundary()).map((one) => ({ solved: one, label: set.label })));
    showRegime(solved, solver);
    showProfiles([{ solved, label: SETS[state.set].label }, ...others]);
    showCurrents(solved);
    showResponse(solver, solved, compared().map((set) => set.solver));
    showNumbers(solved, variations);
  }

  const compared = () => (state.compare ? SETS.filter((_, k) => k !== state.set) : []);

  function attempt(solver, at) {
    try {
      return [solve(solver, at)];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return []; // these coefficients do not reach that far: nothing to draw
    }
  }

  function refuse(message) {
    byId("regime").className = "refused";
    byId("regime").textContent = message;
    byId("reason").textContent = "";
    byId("plots").classList.add("refused");
    byId("numbers").replaceChildren();
    byId("errors").textContent = "";
  }

  function showRegime(solved, solver) {
    const { uphill, negative, heated } = thermochain.regime(solved);
    byId("regime").className = uphill || negative.length ? "remarkable" : "";
    byId("regime").textContent = thermochain.regimeLabel(solved);
    const { T_L, T_R } = solved.boundary;
    const sentences = [];
    const to = solved.J_e > 0 ? "right" : "left";
    if (uphill) sentences.push(`Energy flows to the ${to}, into the hotter bath.`);
    else if (solved.J_e === 0) sentences.push("No energy flows.");
    else sentences.push(`Energy flows to the ${to}${T_L === T_R ? ", between baths of equal temperature" : ", into the colder bath"}.`);
    for (const side of negative)
      sentences.push(`Heating the ${side} end makes the chain resist more than it makes that bath push: J\u1d49 ${side === "right" ? "grows" : "falls"}.`);
    if (heated) sentences.push(`The chain is hottest inside, at T = ${number(solved.T_max, 4)}.`);
    const [low, high] = solver.record.measured_range;
    if (Math.min(T_L, T_R) < low || solved.T_max > high)
      sentences.push(`These coefficients are meant for temperatures from ${low} to ${high}; beyond, they are extrapolated.`);
    byId("reason").textContent = sentences.join(" ");
  }

  const positions = Array.from({ length: PROFILE_POINTS }, (_, k) => -1 + (2 * k) / (PROFILE_POINTS - 1));
  const POSITION = { label: "position x along the chain (half its length = 1)", range: [-1, 1] };

  /* States [{solved, label}]: the chosen one first, in blue; another one thin and dashed. */
  function showProfiles(states) {
    // the steps at the contacts of a finite chain, which an infinite one does not have
    const ends = ({ boundary: { T_L, T_R, p_L, p_R } }) => [{ T: T_L, p: p_L }, { T: T_R, p: p_R }];
    const places = [-1, ...positions, 1];
    const profiles = states.map(({ solved }) => {
      const [left, right] = ends(solved);
      return [left, ...positions.map(solved.profile), right];
    });
    const curves = (pick) =>
      profiles.map((points, k) => ({
        points: points.map((at, i) => [places[i], at[pick]]),
        colour: k ? "orange" : "blue",
        style: k ? "other" : "",
        name: states.length > 1 ? states[k].label : undefined,
      }));
    const unit = "(amplitude of V = 1)";
    chart.draw(byId("temperature"), { title: "Temperature along the chain", x: POSITION, y: { label: `temperature T(x) ${unit}` }, curves: curves("T") });
    chart.draw(byId("momentum"), { title: "Momentum along the chain", x: POSITION, y: { label: "momentum p(x)" }, curves: curves("p") });
  }

  function showCurrents(solved) {
    const mechanical = positions.map((x) => [x, solved.profile(x).p * solved.J_p]);
    const curves = [
      { points: positions.map((x) => [x, solved.J_e]), colour: "blue", name: "J^e" },
      { points: mechanical, colour: "orange", style: "dashed", name: "work, p J^p" },
      { points: mechanical.map(([x, work]) => [x, solved.J_e - work]), colour: "green", style: "dotted", name: "heat, J^Q" },
    ];
    chart.draw(byId("currents"), { title: "Currents of energy, work and heat", x: POSITION, y: { label: "current (to the right > 0)" }, curves });
  }

  /* J^e as the right bath is heated: rising where the conductivity is negative. */
  function showResponse(solver, solved, others) {
    const [low, high] = [Math.max(COLDEST, Math.min(0.3 * ENERGY, 0.8 * state.T_R)), Math.min(HOTTEST, Math.max(ENERGY, 1.2 * state.T_R))];
    const grid = Array.from({ length: RESPONSE_POINTS }, (_, k) => low + ((high - low) * k) / (RESPONSE_POINTS - 1));
    const curve = (c) => grid.flatMap((T_R) => attempt(c, { ...boundary(), T_R }).map((one) => [T_R, one.J_e]));
    const curves = [{ points: curve(solver), colour: "blue" }, ...others.map((c) => ({ points: curve(c), colour: "orange", style: "other" }))];
    chart.draw(byId("response"), {
      title: "Energy current against the temperature of the right bath",
      x: { label: "temperature T_R of the right bath, the rest held", range: [low, high] },
      y: { label: "energy current J^e" },
      curves: curves.filter(({ points }) => points.length > 1),
      dots: low <= state.T_R && state.T_R <= high ? [{ point: [state.T_R, solved.J_e], colour: "blue" }] : [],
    });
  }

  const QUANTITIES = [
    ["J_p", "J<sup>p</sup>", "current of momentum", (s) => s.J_p],
    ["J_e", "J<sup>e</sup>", "current of energy", (s) => s.J_e],
    ["J_m_left", "p<sub>L</sub> J<sup>p</sup>", "mechanical part of J<sup>e</sup> at the left end, which its torque drives", (s) => s.boundary.p_L * s.J_p],
    ["J_m_right", "p<sub>R</sub> J<sup>p</sup>", "the same at the right end", (s) => s.boundary.p_R * s.J_p],
    ["J_Q_left", "J<sup>Q</sup>(&minus;1)", "heat current at the left end", (s) => s.J_e - s.boundary.p_L * s.J_p],
    ["J_Q_right", "J<sup>Q</sup>(1)", "heat current at the right end", (s) => s.J_e - s.boundary.p_R * s.J_p],
    ["Sigma", "&Sigma;", "entropy production", (s) => s.entropyProduction],
    ["T_max", "T<sub>max</sub>", "highest temperature", (s) => s.T_max],
    ["slope_left", "dJ<sup>e</sup>/dT<sub>L</sub>", "response to the left bath: the conductivity is negative where it is negative", (s) => s.slope.left],
    ["slope_right", "dJ<sup>e</sup>/dT<sub>R</sub>", "response to the right bath: the conductivity is negative where it is positive", (s) => s.slope.right],
  ];

  function showNumbers(solved, variations) {
    const compute = (solver) => {
      const [one] = attempt(solver, boundary());
      return QUANTITIES.map(([, , , of]) => (one ? of(one) : NaN));
    };
    const errors = thermochain.standardErrors(variations, compute);
    byId("numbers").innerHTML = QUANTITIES.map(([id, html, meaning, of], k) => {
      const text = withError(of(solved), errors ? errors[k] : 0);
      return `<tr><th scope="row">${html}</th><td class="number" data-quantity="${id}">${text}</td><td>${meaning}</td></tr>`;
    }).join("");
    byId("errors").textContent = errors
      ? "Errors: one standard error, from the covariance of the coefficients."
      : "Without errors: those of these coefficients were printed without their correlations and say little.";
  }

  /* Two digits of the error; six figures without one. */
  function withError(value, error) {
    if (!(error > 1e-12 * Math.abs(value)) || error < 1e-12) return number(value, 6);
    const decimals = Math.max(0, 1 - Math.floor(Math.log10(error)));
    return `${value.toFixed(decimals)} \u00b1 ${error.toFixed(decimals)}`.replace(/-/g, "\u2212");
  }

  function number(value, figures) {
    const text = value === 0 ? "0" : String(Number(value.toPrecision(figures)));
    return text.replace(/-/g, "\u2212");
  }

  if (!DATA.of_rotors) byId("potential").textContent = `the unit of energy of the potential ${DATA.potential} is ${ENERGY}`;
  byId("sets").hidden = SETS.length < 2;
  if (location.protocol === "data:" || !DATA.of_rotors) document.querySelectorAll("header a").forEach((link) => link.remove()); // leads nowhere there
  readAddress();
  buildControls();
  showControls();
  show();
  addEventListener("hashchange", () => {
    readAddress();
    showControls();
    show();
  });
})();
