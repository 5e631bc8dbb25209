//! What a new user sees where the result will be.

use super::icon::{Icon, IconView};
use crate::{app::strings, engine::options::Lang};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct GuideProps {
    pub lang: Lang,
    pub sample: Callback<()>,
}

#[component]
pub(super) fn Guide(props: &GuideProps) -> Html {
    let m = strings::of(props.lang);
    html! {
        <section class="guide" aria-labelledby="guide-heading">
            <h2 class="guide__heading" id="guide-heading">{ m.guide_heading }</h2>
            <ol class="guide__steps">
                for (step, more) in [(m.guide_1, m.guide_1_more), (m.guide_2, m.guide_2_more), (m.guide_3, m.guide_3_more)] {
                    <li class="guide__step" key={step}>
                        <h3 class="guide__step-name">{ step }</h3>
                        <p class="guide__step-more">{ more }</p>
                    </li>
                }
            </ol>
            <div class="guide__sample">
                <p>{ m.guide_sample }</p>
                <button type="button" class="button button--primary" onclick={props.sample.reform(|_: MouseEvent| ())}>
                    { m.try_sample }
                </button>
            </div>
            <p class="guide__private">
                <IconView icon={Icon::Lock} />
                <span>{ m.private_more }</span>
            </p>
        </section>
    }
}
