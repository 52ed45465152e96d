using Polly;

namespace FunctionsSync.Connectors.Http;

internal static class PipelineClock
{
    /// <summary>Lets timeouts and delays follow the product's clock; Polly's own default is the system's.</summary>
    public static ResiliencePipelineBuilder<HttpResponseMessage> On(
        this ResiliencePipelineBuilder<HttpResponseMessage> pipeline, TimeProvider timeProvider)
    {
        pipeline.TimeProvider = timeProvider;
        return pipeline;
    }
}
