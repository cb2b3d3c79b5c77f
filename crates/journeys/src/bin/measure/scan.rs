//! How many pictures of a camera the wasm decoder looks at in a second, in its worker.

use fieldbook_scanner::testing::CARD;
use journeys::{Phone, Server};

use crate::page::numbers;
use crate::rows::{Line, line};

/// Frames a second from a running camera: taken from the video, handed over, looked at, answered. The first one starts
/// the wasm and is left out. Answers also how many of them held a code.
const FRAMES: &str = "
  const video = document.createElement('video');
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } });
  await video.play();
  const worker = new Worker(document.querySelector('meta[name=fieldbook-scanner]').content);
  const look = async () => {
    const picture = await createImageBitmap(video);
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((done) => (port1.onmessage = ({ data }) => done(data)));
    worker.postMessage({ picture }, [picture, port2]);
    return (await answer).text ? 1 : 0;
  };
  await look();
  const begun = performance.now(), frames = 60;
  let read = 0;
  for (let n = 0; n < frames; n++) read += await look();
  const rate = (frames / (performance.now() - begun)) * 1000;
  worker.terminate();
  video.srcObject.getTracks().forEach((track) => track.stop());
  return [rate, read];";

/// With a card before the camera, and with an empty table, where everything is tried.
pub async fn frames(server: &Server) -> Vec<Line> {
    let mut phone = Phone::new().by_the_real_clock().with_camera();
    phone.open(&server.url("/")).await;
    phone.wait_until_started().await;
    let nothing = rate(&phone, 0.0).await;
    phone.camera_sees(CARD.as_bytes());
    let card = rate(&phone, 60.0).await;
    phone.close().await;
    vec![
        line("frames of 720p scanned in the worker, with a card", "none", format!("{card:.0}/s"), true),
        line("… of an empty table", "none", format!("{nothing:.0}/s"), true),
    ]
}

async fn rate(phone: &Phone, to_be_read: f64) -> f64 {
    let numbers = numbers(phone, FRAMES).await;
    let [rate, read] = numbers.as_slice() else { return f64::NAN };
    assert!((read - to_be_read).abs() < 0.5, "{read} of the frames held a code");
    *rate
}
