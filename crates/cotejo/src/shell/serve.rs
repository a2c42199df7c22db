//! Serving until somebody stops us.

use std::net::SocketAddr;

use anyhow::Context as _;
use axum::Router;
use tokio::net::TcpListener;

/// Serves a router in this thread until Ctrl-C, and says where.
pub fn until_stopped(listen: SocketAddr, router: Router) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("cannot listen on {listen}: choose another --listen"))?;
        println!("listening on http://{}", listener.local_addr()?);
        let stopped = async {
            // Without signals there is no other way to stop us than to end the process.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        axum::serve(listener, router).with_graceful_shutdown(stopped).await?;
        Ok(())
    })
}
