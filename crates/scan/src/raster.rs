//! JPEG, PNG and TIFF to 8-bit luma, within limits.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::error::DecodeError;
use crate::kind::Kind;
use crate::limits::Limits;

/// One page as 8-bit luma, row after row without padding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raster {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) luma: Vec<u8>,
    /// The file ended early or contradicted itself, and part of the page is filler.
    pub(crate) damaged: bool,
}

pub(crate) fn jpeg(bytes: &[u8], limits: &Limits) -> Result<Raster, DecodeError> {
    let options = DecoderOptions::default().set_max_width(usize::MAX).set_max_height(usize::MAX);
    let mut header = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    header.decode_headers().map_err(|e| damaged(Kind::Jpeg, e))?;
    let (width, height) = header
        .dimensions()
        .and_then(|(w, h)| Some((u32::try_from(w).ok()?, u32::try_from(h).ok()?)))
        .ok_or_else(|| damaged(Kind::Jpeg, "no dimensions"))?;
    check_size(width, height, limits)?;

    // Luma alone skips two thirds of the work; the few JPEGs without a luma plane take the long way.
    if !matches!(header.input_colorspace(), Some(ColorSpace::YCbCr | ColorSpace::Luma)) {
        return still(bytes, Kind::Jpeg, limits);
    }
    let options = options.jpeg_set_out_colorspace(ColorSpace::Luma);
    let decode = |strict| {
        let options = options.set_strict_mode(strict);
        JpegDecoder::new_with_options(ZCursor::new(bytes), options).decode()
    };
    let (luma, damaged_file) = match decode(true) {
        Ok(luma) => (luma, false),
        Err(_) => (decode(false).map_err(|e| damaged(Kind::Jpeg, e))?, true),
    };
    Ok(Raster { width, height, luma, damaged: damaged_file })
}

pub(crate) fn png(bytes: &[u8], limits: &Limits) -> Result<Raster, DecodeError> {
    still(bytes, Kind::Png, limits)
}

/// Decodes the first image of a file through the `image` crate.
pub(crate) fn still(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<Raster, DecodeError> {
    let (image, _) = picture(bytes, kind, limits)?;
    let (width, height) = (image.width(), image.height());
    Ok(Raster { width, height, luma: on_white(image).into_luma8().into_raw(), damaged: false })
}

/// The first image of a file with its colours, as stored, and how it is to be turned for looking at.
pub(crate) fn picture(
    bytes: &[u8],
    kind: Kind,
    limits: &Limits,
) -> Result<(DynamicImage, Orientation), DecodeError> {
    let format = match kind {
        Kind::Jpeg => image::ImageFormat::Jpeg,
        Kind::Png => image::ImageFormat::Png,
        Kind::Tiff | Kind::Pdf => image::ImageFormat::Tiff,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut allowed = image::Limits::default();
    allowed.max_image_width = Some(limits.max_side);
    allowed.max_image_height = Some(limits.max_side);
    allowed.max_alloc = Some(limits.max_decode_bytes);
    reader.limits(allowed);

    let mut decoder = reader.into_decoder().map_err(|e| from_image(kind, e))?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, limits)?;
    if decoder.total_bytes() > limits.max_decode_bytes {
        return Err(DecodeError::TooMuchMemory { kind });
    }
    // A turn that cannot be read is none: the picture is then shown as it is stored.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|e| from_image(kind, e))?;
    Ok((image, orientation))
}

pub(crate) fn check_size(width: u32, height: u32, limits: &Limits) -> Result<(), DecodeError> {
    let side = limits.max_side.min(u32::from(u16::MAX));
    let pixels = u64::from(width) * u64::from(height);
    if width > side || height > side || pixels > limits.max_pixels {
        return Err(DecodeError::TooManyPixels { width, height, limit: limits.max_pixels, side });
    }
    Ok(())
}

pub(crate) fn damaged(kind: Kind, detail: impl std::fmt::Display) -> DecodeError {
    DecodeError::Damaged { kind, detail: detail.to_string() }
}

/// A transparent background is paper, not ink: black modules on nothing must not become black on
/// black.
pub(crate) fn on_white(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image;
    }
    let mut image = image.into_rgba8();
    for pixel in image.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        pixel.0 = [over_white(red, alpha), over_white(green, alpha), over_white(blue, alpha), 255];
    }
    image.into()
}

fn over_white(level: u8, alpha: u8) -> u8 {
    let ink = u16::from(level) * u16::from(alpha);
    let paper = 255 * (255 - u16::from(alpha));
    u8::try_from((ink + paper) / 255).expect("a weighted mean of two bytes is a byte")
}

fn from_image(kind: Kind, error: ImageError) -> DecodeError {
    match error {
        ImageError::Limits(_) => DecodeError::TooMuchMemory { kind },
        ImageError::Unsupported(e) => DecodeError::Unsupported { kind, detail: e.to_string() },
        other => damaged(kind, other),
    }
}

#[cfg(test)]
mod tests {
    use super::over_white;

    #[test]
    fn transparency_is_paper() {
        assert_eq!(over_white(0, 0), 255);
        assert_eq!(over_white(0, 255), 0);
        assert_eq!(over_white(200, 255), 200);
        assert_eq!(over_white(0, 128), 127);
    }
}
