//! A plain map: where this phone is, the customers around, the way of the day. Drawn along with a finger, closer with two or
//! with the buttons; what lies together is one number. Readers find the same in the list.

use fieldbook_process::DocId;
use fieldbook_process::opportunity::Grade;
use leptos::ev::{PointerEvent, WheelEvent};
use leptos::prelude::*;
use leptos::svg::Svg;

use super::Row;
use super::near::{Near, Places, Urgency, words};
use super::plan::to_come;
use crate::earth::Place;
use crate::earth::chart::{Ground, Group, Point, Window};
use crate::pages::list::entries::Entry;
use crate::parts::icon::{ADD, Icon, LESS};
use crate::state::book::use_book;
use crate::state::visits::use_visits;
use crate::t;
use crate::texts::format;

/// A cell of the map holds one thumb.
const CELL_PX: f64 = 48.0;
/// A finger that moves less has tapped.
const STILL_PX: f64 = 8.0;
/// With each tap of a button, and of a number.
const CLOSER: f64 = 2.0;
/// So many of the nearest are fitted in at first.
const FITTED: usize = 12;
/// What lies in one spot is listed when the map cannot come closer.
const LISTED: usize = 20;

/// Fingers on the map, each with where it is; and how far the first has moved.
#[derive(Debug, Clone, Default)]
struct Fingers {
    down: Vec<(i32, Point)>,
    moved_px: f64,
}

/// The map with what was tapped below.
#[component]
pub fn Map(
    all: Memo<Vec<Entry>>,
    near: Memo<Vec<Near>>,
    from: Memo<Option<Place>>,
    places: Memo<Places>,
) -> impl IntoView {
    let (book, visits) = (use_book(), use_visits());
    let glass = NodeRef::<Svg>::new();
    let size = RwSignal::new((360.0, 320.0));
    let measure = move || {
        if let Some(glass) = glass.get_untracked() {
            let measured = (f64::from(glass.client_width()), f64::from(glass.client_height()));
            if measured.0 > 0.0 && measured != size.get_untracked() {
                size.set(measured);
            }
        }
    };
    Effect::new(move |_| {
        visits.shows.track();
        glass.track();
        request_animation_frame(measure);
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    let ground = Memo::new(move |_| {
        let middle = from.get().or_else(|| places.with(|places| Place::middle(places.values().copied())));
        middle.map(Ground::around)
    });
    let point = move |place: Place| ground.get().map(|ground| ground.point(place)).unwrap_or_default();
    let points =
        Memo::new(move |_| near.with(|near| near.iter().map(|it| point(it.place)).collect::<Vec<Point>>()));
    let way = Memo::new(move |_| {
        let way = places.with(|places| book.rows(|replica| to_come(replica, &visits.stops(), places)));
        way.into_iter().map(point).collect::<Vec<Point>>()
    });
    let me = Memo::new(move |_| from.get().map(point));
    // Chosen by hand; until then it shows what is nearest.
    let chosen = RwSignal::new(None::<Window>);
    let window = Memo::new(move |_| {
        let size = size.get();
        if let Some(window) = chosen.get() {
            return Window { size, ..window };
        }
        let first = if me.get().is_some() { FITTED } else { usize::MAX };
        let seen = points.with(|points| points.iter().take(first).copied().collect::<Vec<_>>());
        Window::onto(seen.into_iter().chain(me.get()).chain(way.get()), size)
    });
    Effect::new(move |before: Option<Option<Ground>>| {
        let now = ground.get();
        if before.is_some_and(|before| before != now) {
            chosen.set(None);
        }
        now
    });
    let groups = Memo::new(move |_| points.with(|points| window.get().groups(points, CELL_PX)));
    let picked = RwSignal::new(Vec::<DocId>::new());
    let closer = move |times: f64, at: Option<Point>| {
        let now = window.get_untracked();
        let middle = (now.size.0 / 2.0, now.size.1 / 2.0);
        chosen.set(Some(now.closer(times, at.unwrap_or(middle))));
    };
    let show_all = move |_| {
        let all = points.with_untracked(|points| points.clone());
        chosen.set(Some(Window::onto(all.into_iter().chain(me.get_untracked()), size.get_untracked())));
    };
    let tap = move |at: Point| {
        let far = |group: &Group| (group.at.0 - at.0).hypot(group.at.1 - at.1);
        let hit = groups.with_untracked(|groups| {
            let near = groups.iter().filter(|group| far(group) <= CELL_PX * 0.6);
            near.min_by(|a, b| far(a).total_cmp(&far(b))).cloned()
        });
        let Some(group) = hit else { return picked.set(Vec::new()) };
        let members = near.with_untracked(|near| {
            group.members.iter().filter_map(|at| near.get(*at).map(|it| it.doc)).collect::<Vec<_>>()
        });
        let before = window.get_untracked();
        if members.len() == 1 || before.closer(CLOSER, at) == before {
            picked.set(members.into_iter().take(LISTED).collect());
        } else {
            closer(CLOSER, Some(group.at));
        }
    };
    let fingers = StoredValue::new(Fingers::default());
    let down = move |event: PointerEvent| {
        if let Some(glass) = glass.get_untracked() {
            // It fails only for a finger that has left already.
            let _captured = glass.set_pointer_capture(event.pointer_id());
        }
        fingers.update_value(|it| {
            if it.down.is_empty() {
                it.moved_px = 0.0;
            }
            it.down.push((event.pointer_id(), spot(&event)));
        });
    };
    let slide = move |event: PointerEvent| {
        let Some((was, other)) =
            fingers.try_update_value(|it| it.slide(event.pointer_id(), spot(&event))).flatten()
        else {
            return;
        };
        let (now, window) = (spot(&event), window.get_untracked());
        chosen.set(Some(match other {
            None => window.drawn((now.0 - was.0, now.1 - was.1)),
            Some(still) => {
                let apart = |(x, y): Point| (x - still.0).hypot(y - still.1).max(1.0);
                let middle = (f64::midpoint(now.0, still.0), f64::midpoint(now.1, still.1));
                let drawn = window.drawn(((now.0 - was.0) / 2.0, (now.1 - was.1) / 2.0));
                drawn.closer(apart(now) / apart(was), middle)
            }
        }));
    };
    let up = move |event: PointerEvent| {
        let tapped = fingers.try_update_value(|it| {
            let was_alone = it.down.len() == 1;
            it.down.retain(|(id, _)| *id != event.pointer_id());
            was_alone && it.moved_px < STILL_PX
        });
        if tapped == Some(true) {
            tap(spot(&event));
        }
    };
    let leave = move |event: PointerEvent| {
        fingers.update_value(|it| it.down.retain(|(id, _)| *id != event.pointer_id()));
    };
    let wheel = move |event: WheelEvent| {
        event.prevent_default();
        let times = if event.delta_y() < 0.0 { 1.25 } else { 0.8 };
        closer(times, Some((f64::from(event.offset_x()), f64::from(event.offset_y()))));
    };
    let frame = move || {
        let (width, height) = size.get();
        format!("0 0 {width} {height}")
    };
    let marks = move || {
        groups.with(|groups| near.with(|near| groups.iter().map(|group| drawn(group, near)).collect_view()))
    };
    let way_drawn = move || way.with(|way| draw_way(&window.get(), me.get(), way));
    let numbers = move || way.with(|way| draw_numbers(&window.get(), way));
    let me_drawn = move || me.get().map(|me| draw_me(window.get().px(me)));
    let label = move || t!("visits.map_label", n = near.with(Vec::len));
    let card = move |doc: DocId| {
        let told = move || {
            let near = near.with(|near| near.iter().find(|it| it.doc == doc).copied())?;
            let words = all.with(|all| book.rows(|replica| words(replica, all.get(near.at)?, &near)))?;
            Some(view! { <Row doc=doc words=words/> })
        };
        view! { {told} }
    };
    view! {
        <div class="map">
            <svg
                class="map-glass" node_ref=glass viewBox=frame role="img" aria-label=label on:pointerdown=down on:pointermove=slide
                on:pointerup=up on:pointercancel=leave on:wheel=wheel
            >
                {way_drawn} {marks} {me_drawn} {numbers} {move || draw_measure(&window.get())}
            </svg>
            <div class="map-acts">
                <button type="button" class="round" aria-label=t!("visits.closer") on:click=move |_| closer(CLOSER, None)><Icon stroke=ADD/></button>
                <button type="button" class="round" aria-label=t!("visits.farther") on:click=move |_| closer(1.0 / CLOSER, None)><Icon stroke=LESS/></button>
                <button type="button" class="map-all" on:click=show_all>{t!("visits.all")}</button>
            </div>
            <div class="map-picked" role="status">{move || picked.get().into_iter().map(card).collect_view()}</div>
            {legend()}
        </div>
    }
}

fn spot(event: &PointerEvent) -> Point {
    (f64::from(event.offset_x()), f64::from(event.offset_y()))
}

impl Fingers {
    /// A finger moves: where it was, and where another one rests.
    fn slide(&mut self, id: i32, to: Point) -> Option<(Point, Option<Point>)> {
        let other = self.down.iter().find(|(it, _)| *it != id).map(|(_, at)| *at);
        let (_, at) = self.down.iter_mut().find(|(it, _)| *it == id)?;
        let was = std::mem::replace(at, to);
        self.moved_px += (to.0 - was.0).hypot(to.1 - was.1);
        (self.moved_px >= STILL_PX).then_some((was, other))
    }
}

/// The shape says how urgent, the size of what grade.
fn mark((x, y): Point, urgency: Urgency, grade: Option<Grade>) -> AnyView {
    let r = match grade {
        Some(Grade::High) => 11.0,
        Some(Grade::Mid) => 9.0,
        _ => 7.0,
    };
    match urgency {
        Urgency::Late => {
            let d =
                format!("M{x} {}L{} {y}L{x} {}L{} {y}Z", y - r - 2.0, x + r + 2.0, y + r + 2.0, x - r - 2.0);
            view! { <path class="dot late" d=d/> }.into_any()
        }
        Urgency::Soon => view! { <circle class="dot soon" cx=x cy=y r=r/> }.into_any(),
        Urgency::Calm => view! { <circle class="dot calm" cx=x cy=y r=r - 1.0/> }.into_any(),
    }
}

/// One customer as its mark, several as their number.
fn drawn(group: &Group, near: &[Near]) -> AnyView {
    let members: Vec<&Near> = group.members.iter().filter_map(|at| near.get(*at)).collect();
    if let [only] = members.as_slice() {
        return mark(group.at, only.urgency, only.grade);
    }
    let (x, y) = group.at;
    let is_late = members.iter().any(|it| it.urgency == Urgency::Late);
    view! {
        <circle class="many" class:late=is_late cx=x cy=y r="19"/>
        <text class="many-count" x=x y=y>{members.len()}</text>
    }
    .into_any()
}

/// The way from here through the day's visits.
fn draw_way(window: &Window, me: Option<Point>, way: &[Point]) -> AnyView {
    let all = me.into_iter().chain(way.iter().copied()).map(|point| window.px(point));
    let line: Vec<String> = all.map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    view! { <polyline class="way" points=line.join(" ")/> }.into_any()
}

/// Their numbers, above all else.
fn draw_numbers(window: &Window, way: &[Point]) -> AnyView {
    let number = |(nth, (x, y)): (usize, Point)| {
        let (x, y) = (x + 16.0, y - 16.0);
        view! { <circle class="way-disc" cx=x cy=y r="11"/> <text class="way-number" x=x y=y>{nth + 1}</text> }
    };
    way.iter().map(|point| window.px(*point)).enumerate().map(number).collect_view().into_any()
}

fn draw_me((x, y): Point) -> AnyView {
    let cross = format!("M{x} {}V{}M{} {y}H{}", y - 16.0, y + 16.0, x - 16.0, x + 16.0);
    view! { <circle class="me" cx=x cy=y r="8"/> <path class="me-cross" d=cross/> }.into_any()
}

/// How long something is, and where north is.
fn draw_measure(window: &Window) -> AnyView {
    let (metres, px) = window.measure(window.size.0 / 3.0);
    let (y, right) = (window.size.1 - 12.0, 12.0 + px);
    let bar = format!("M12 {}V{y}H{right}V{}", y - 6.0, y - 6.0);
    let north = format!("M{} 34V14M{} 20L{} 14L{} 20", 22.0, 17.0, 22.0, 27.0);
    view! {
        <path class="measure" d=bar/> <text class="measure-words" x="14" y=y - 8.0>{format::distance(metres)}</text>
        <path class="measure" d=north/> <text class="measure-words" x="22" y="50" text-anchor="middle">{format::wind(crate::earth::Wind::North)}</text>
    }
    .into_any()
}

fn legend() -> AnyView {
    let one = |urgency, grade, word: &'static str| {
        view! { <span><svg viewBox="0 0 28 28" aria-hidden="true">{mark((14.0, 14.0), urgency, grade)}</svg> {word}</span> }
    };
    view! {
        <p class="map-legend why">
            {one(Urgency::Late, None, t!("today.overdue"))}
            {one(Urgency::Soon, None, t!("visits.soon"))}
            {one(Urgency::Calm, None, t!("visits.calm"))}
            {one(Urgency::Calm, Some(Grade::High), t!("visits.larger"))}
        </p>
    }
    .into_any()
}
